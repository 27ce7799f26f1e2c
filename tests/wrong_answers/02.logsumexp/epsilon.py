"""Adds an epsilon inside the logarithm."""

# says: a small number before the logarithm

import torch


def logsumexp(z, dim=-1):
    m = z.amax(dim, keepdim=True)
    m = torch.where(m == -torch.inf, 0.0, m)
    return ((z - m).exp().sum(dim) + 1e-12).log() + m.squeeze(dim)
