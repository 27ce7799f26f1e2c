"""Ignores dim."""

# says: whatever `dim` says

import math
import torch


def masked_softmax(z, keep, dim=-1):
    some = keep.any(-1, keepdim=True)
    w = torch.where(some, z.masked_fill(~keep, -math.inf), 0)
    return torch.where(some, torch.softmax(w, -1), 0)
