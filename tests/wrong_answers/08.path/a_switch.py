"""Switches over in the middle."""
# says: Is it an `if` that makes it leap

import torch

def path(v, t):
    return v / v.sum() if t < 0.5 else torch.softmax(v, -1)
