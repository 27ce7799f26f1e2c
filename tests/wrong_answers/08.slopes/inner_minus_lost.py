"""Forgets the inner derivative."""
# says: there are two minus

import torch

def slopes(v, alpha):
    return torch.where(v == v.max(), -alpha * (1 - v) ** (alpha - 1), alpha * v ** (alpha - 1))
