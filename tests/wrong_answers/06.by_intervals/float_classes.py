"""Class numbers as floats."""
# says: came back as float32, expected int64
import torch

def by_intervals(p, u):
    ends = p.cumsum(0)
    return torch.searchsorted(ends / ends[-1], u, right=True).float()
