"""Tests in float32 whatever the dtype."""

# says: float32's edge

import torch


def largest_safe_logit(dtype, count=1):
    low, high = torch.tensor(0.0), torch.tensor(1000.0)
    while True:
        middle = (low + high) / 2
        if middle == low or middle == high:
            return low.item()
        if torch.full((count,), middle.item()).exp().sum().isfinite():
            low = middle
        else:
            high = middle
