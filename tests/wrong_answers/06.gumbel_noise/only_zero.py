"""Guards 0, not 1."""
# says: largest number *below* 1
import torch

def gumbel_noise(u):
    return -torch.log(-torch.log(u.clamp(min=torch.finfo(u.dtype).tiny)))
