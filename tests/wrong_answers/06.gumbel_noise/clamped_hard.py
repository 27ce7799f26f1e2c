"""Clamps at a millionth."""
# says: you changed numbers that were fine
import torch

def gumbel_noise(u):
    return -torch.log(-torch.log(u.clamp(1e-6, 1 - 1e-6)))
