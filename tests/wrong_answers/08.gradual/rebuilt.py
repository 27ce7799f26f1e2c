"""Builds the result anew out of Python numbers."""
# says: their history is gone

import torch

def gradual(v, alpha):
    top = v.max().item()
    return torch.tensor([1 - (1 - x) ** alpha if x == top else x**alpha for x in v.tolist()], dtype=v.dtype)
