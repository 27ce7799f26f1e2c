"""ln of the largest float."""

# says: a formula rounds

import math
import torch


def largest_safe_logit(dtype, count=1):
    return math.log(torch.finfo(dtype).max)
