"""ln(max) - ln(count), in the dtype itself."""

# says: a formula rounds

import math

import torch


def largest_safe_logit(dtype, count=1):
    return (torch.tensor(torch.finfo(dtype).max, dtype=dtype).log() - math.log(count)).item()
