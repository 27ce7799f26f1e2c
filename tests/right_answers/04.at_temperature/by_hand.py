"""Exponentials, shifted by hand, and a uniform answer at infinity."""

import torch


import math

def softmax_T(z, T):
    if T < 0:
        raise ValueError
    if math.isinf(T):
        return torch.full_like(z, 1 / z.shape[-1])
    m = torch.amax(z, -1, keepdim=True)
    e = torch.where(z == m, 1.0, 0.0).to(z) if T == 0 else torch.exp((z - m) / T)
    return e / e.sum(-1, keepdim=True)
