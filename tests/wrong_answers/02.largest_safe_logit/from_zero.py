"""Bisection from 0."""

# says: On which side of 0

import torch


def largest_safe_logit(dtype, count=1):
    lo, hi = 0.0, 1000.0
    for _ in range(80):
        mid = (lo + hi) / 2
        if torch.isfinite(torch.full((count,), mid, dtype=dtype).exp().sum()):
            lo = mid
        else:
            hi = mid
    return float(torch.tensor(lo, dtype=dtype))
