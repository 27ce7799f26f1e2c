"""Bisection on floats then round to dtype."""

import torch


def largest_safe_logit(dtype, count=1):
    def ok(x):
        return bool(torch.isfinite(torch.full((count,), x, dtype=dtype).exp().sum()))

    lo, hi = 0.0, 1000.0
    lo = -1000.0
    for _ in range(80):
        mid = (lo + hi) / 2
        if ok(mid):
            lo = mid
        else:
            hi = mid
    return float(torch.tensor(lo, dtype=dtype))
