"""Rescales only the smaller side."""

import torch


def merge(m1, d1, m2, d2):
    first = m1 >= m2
    m, low = torch.where(first, m1, m2), torch.where(first, m2, m1)
    big, small = torch.where(first, d1, d2), torch.where(first, d2, d1)
    gap = torch.where(low == -torch.inf, 0.0, low - m)
    return m, big + small * gap.exp()
