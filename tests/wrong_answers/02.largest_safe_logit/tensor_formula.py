"""The logarithm of the largest float, in the dtype itself."""

# says: a formula rounds

import torch


def largest_safe_logit(dtype, count=1):
    return torch.tensor(torch.finfo(dtype).max, dtype=dtype).log().item()
