"""Whoever falls off the end gets the last class."""
# says: Which is the last class that can be drawn?
import torch

def by_intervals(p, u):
    return torch.searchsorted(p.cumsum(0), u, right=True).clamp(max=len(p) - 1)
