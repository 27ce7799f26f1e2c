"""Rounds to two digits on the way."""
# says: For `v = [0.2, 0.4, 0.6, 0.8]` it jumps near t = 0.

import torch

def path(v, t):
    out = (1 - t) * v / v.sum() + t * torch.softmax(v, -1)
    out = torch.round(out, decimals=2) if 0 < t < 1 else out
    return out / out.sum()
