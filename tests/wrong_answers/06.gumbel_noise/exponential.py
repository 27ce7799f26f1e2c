"""One logarithm."""
# says: which step is missing?
import torch

def gumbel_noise(u):
    return -torch.log(u)
