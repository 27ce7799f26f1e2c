"""Epsilon in denominator."""

# says: All that is kept has vanished

import torch


def masked_softmax(z, keep, dim=-1):
    w = torch.where(keep, z, 0)
    w = w - w.amax(dim, keepdim=True)
    e = w.exp() * keep
    return e / (e.sum(dim, keepdim=True) + 1e-8)
