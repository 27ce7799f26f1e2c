"""Bisection over bit patterns: floats are ordered as their bits are."""

import torch


def largest_safe_logit(dtype, count=1):
    whole = {2: torch.int16, 4: torch.int32, 8: torch.int64}[dtype.itemsize]
    low, high = 0, torch.tensor(1000.0, dtype=dtype).view(whole).item()
    while high - low > 1:
        middle = (low + high) // 2
        x = torch.tensor(middle, dtype=whole).view(dtype)
        if torch.isinf(x.expand(count).exp().sum()):
            high = middle
        else:
            low = middle
    return torch.tensor(low, dtype=whole).view(dtype).item()
