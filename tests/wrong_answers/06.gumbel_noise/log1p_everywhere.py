"""Moves the ends inside, and rounds them out again."""
# says: with it. In float32
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    inside = u.clamp(info.tiny, 1 - info.eps / 2)
    return -torch.log(-torch.log1p(inside - 1))
