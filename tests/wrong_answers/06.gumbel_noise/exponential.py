"""One logarithm, its end guarded."""
# says: which step is missing?
import torch

def gumbel_noise(u):
    return -torch.log(u.clamp(min=torch.finfo(u.dtype).tiny))
