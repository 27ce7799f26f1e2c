"""The largest float of the dtype."""

# says: the largest *float*

import torch


def largest_safe_logit(dtype, count=1):
    return torch.finfo(dtype).max
