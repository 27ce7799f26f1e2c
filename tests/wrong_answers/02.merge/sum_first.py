"""Order swapped in the pair."""

# says: Your first number is the sum

import math
import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    s = torch.where(m == -math.inf, torch.zeros_like(m), m)
    return d1 * torch.exp(m1 - s) + d2 * torch.exp(m2 - s), m
