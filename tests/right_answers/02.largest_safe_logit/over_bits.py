"""Bisection over bit patterns: floats are ordered as their bits are, negative ones backwards."""

import torch


def largest_safe_logit(dtype, count=1):
    whole = {2: torch.int16, 4: torch.int32, 8: torch.int64}[dtype.itemsize]

    def at(place):
        x = torch.tensor(abs(place), dtype=whole).view(dtype)
        return x if place >= 0 else -x

    high = torch.tensor(1000.0, dtype=dtype).view(whole).item()
    low = -high
    while high - low > 1:
        middle = (low + high) // 2
        if torch.isinf(at(middle).expand(count).exp().sum()):
            high = middle
        else:
            low = middle
    return at(low).item()
