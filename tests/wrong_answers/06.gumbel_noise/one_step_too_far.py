"""Clamps at 1 - eps, two numbers below 1."""
# says: how near to 1 a stand-in for 1
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    return -torch.log(-torch.log(u.clamp(info.tiny, 1 - info.eps)))
