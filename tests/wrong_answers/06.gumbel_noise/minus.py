"""Minus Gumbel noise."""
# says: minus Gumbel noise
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    return torch.log(-torch.log(u.clamp(info.tiny, 1 - info.eps / 2)))
