"""Rescales only the second sum."""

# says: rescale only the second sum

import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    base = torch.where(m == -torch.inf, 0.0, m)
    return m, d1 + d2 * (m2 - base).exp()
