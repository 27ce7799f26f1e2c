"""Corrects only the first."""

# says: rescale only the first sum

import math
import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    s = torch.where(m == -math.inf, torch.zeros_like(m), m)
    return m, d1 * torch.exp(m1 - s) + d2
