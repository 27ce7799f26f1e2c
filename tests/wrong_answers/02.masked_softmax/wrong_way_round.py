"""Mask the wrong way round."""

# says: `keep` is True where a class *stays*

import math
import torch


def masked_softmax(z, keep, dim=-1):
    w = z.masked_fill(keep, -math.inf)
    return torch.nan_to_num(torch.softmax(w, dim), nan=0.0)
