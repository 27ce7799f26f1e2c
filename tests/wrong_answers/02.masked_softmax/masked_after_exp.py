"""Masks after the exponential: the values are right, the gradient is nan."""

# says: mask what goes *into* `exp`

import torch


def masked_softmax(z, keep, dim=-1):
    m = torch.where(keep, z, -torch.inf).amax(dim, keepdim=True)
    m = torch.where(m == -torch.inf, 0.0, m)
    e = torch.where(keep, (z - m).exp(), 0.0)
    total = e.sum(dim, keepdim=True)
    return e / torch.where(total == 0, 1.0, total)
