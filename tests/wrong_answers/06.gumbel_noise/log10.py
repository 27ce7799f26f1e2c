"""Logarithms to base 10."""
# says: Does your line say what $Q$ says?
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    return -torch.log10(-torch.log10(u.clamp(info.tiny, 1 - info.eps / 2)))
