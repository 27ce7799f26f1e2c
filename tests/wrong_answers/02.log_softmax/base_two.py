"""Base two."""

# says: another base

import math
import torch


def log_softmax(z, dim=-1):
    return torch.log_softmax(z, dim) / math.log(2)
