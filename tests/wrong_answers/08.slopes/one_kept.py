"""Keeps the 1 of 1 - (1 - v)^alpha."""
# says: the derivative of the first 1

import torch

def slopes(v, alpha):
    return torch.where(v == v.max(), 1 - alpha * (1 - v) ** (alpha - 1), alpha * v ** (alpha - 1))
