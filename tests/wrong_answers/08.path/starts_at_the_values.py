"""Starts at the values, not at their shares."""
# says: they don't sum to 1

import torch

def path(v, t):
    return (1 - t) * v + t * torch.softmax(v, -1)
