"""Differentiates by alpha."""
# says: Which letter moves

import torch

def slopes(v, alpha):
    return torch.where(v == v.max(), -((1 - v) ** alpha) * (1 - v).log(), v**alpha * v.log())
