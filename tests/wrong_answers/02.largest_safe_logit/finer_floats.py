"""Bisection that ends between two floats of the dtype."""

# says: between two neighbors

import torch


def largest_safe_logit(dtype, count=1):
    lo, hi = -1000.0, 1000.0
    for _ in range(80):
        mid = (lo + hi) / 2
        if torch.full((count,), mid, dtype=dtype).exp().sum().isfinite():
            lo = mid
        else:
            hi = mid
    return lo
