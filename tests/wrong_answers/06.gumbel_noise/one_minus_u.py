"""Turned around, as one may for other distributions."""
# says: It falls as `u` grows
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    return -torch.log(-torch.log((1 - u).clamp(info.tiny, 1 - info.eps / 2)))
