"""Shifts by the maximum; log1p of the rest."""

import torch


def log_softmax(z, dim=-1):
    m, winner = z.max(dim, keepdim=True)
    s = z - m
    rest = s.exp().scatter(dim, winner, 0.0).sum(dim, keepdim=True)
    return s - torch.log1p(rest)
