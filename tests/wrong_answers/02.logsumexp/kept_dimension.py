"""Keeps the reduced dimension."""

# says: turns each row into *one* number

import torch


def logsumexp(z, dim=-1):
    m = z.amax(dim, keepdim=True)
    m = torch.where(m == -torch.inf, 0.0, m)
    return (z - m).exp().sum(dim, keepdim=True).log() + m
