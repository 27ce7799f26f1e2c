"""Zeros for masked exponentials, and a smallest denominator of 1."""

import torch


def masked_softmax(z, keep, dim=-1):
    z = torch.where(keep, z, 0.0)
    low = torch.finfo(z.dtype).min
    m = torch.where(keep, z, low).amax(dim, keepdim=True)
    m = torch.where(keep.any(dim, keepdim=True), m, 0.0)
    e = torch.where(keep, torch.where(keep, z - m, 0.0).exp(), 0.0)
    return e / e.sum(dim, keepdim=True).clamp_min(1.0)
