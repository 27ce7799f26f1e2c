"""Switches over in the middle."""
# says: Which `if`, or which rounding

import torch

def path(v, t):
    return v / v.sum() if t < 0.5 else torch.softmax(v, -1)
