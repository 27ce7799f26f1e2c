"""Returns the first that fails."""

# says: one float too late

import torch


def largest_safe_logit(dtype, count=1):
    low, high = torch.tensor(0.0, dtype=dtype), torch.tensor(1000.0, dtype=dtype)
    while True:
        middle = (low + high) / 2
        if middle == low or middle == high:
            return high.item()
        if torch.full((count,), middle.item(), dtype=dtype).exp().sum().isfinite():
            low = middle
        else:
            high = middle
