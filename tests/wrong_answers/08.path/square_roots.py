"""Mixes with weights that do not sum to 1."""
# says: A mix of two distributions sums to 1

import torch

def path(v, t):
    return (1 - t) ** 2 * v / v.sum() + t**2 * torch.softmax(v, -1)
