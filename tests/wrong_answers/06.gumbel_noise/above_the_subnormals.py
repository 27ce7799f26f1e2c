"""Puts 0 above the numbers next to it: the subnormal ones stay where they are."""
# says: A larger `u` must never give smaller noise
# says: Between 0 and `tiny` there are numbers, too
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    inside = torch.where(u == 0, info.tiny, torch.where(u == 1, 1 - info.eps / 2, u))
    return -torch.log(-torch.log(inside))
