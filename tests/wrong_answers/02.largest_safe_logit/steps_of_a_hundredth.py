"""A search in steps of 0.01."""

# says: Safe, but not the largest

import torch


def largest_safe_logit(dtype, count=1):
    x = 0.0
    while torch.full((count,), x + 0.01, dtype=dtype).exp().sum().isfinite():
        x += 0.01
    return x
