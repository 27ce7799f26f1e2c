"""The running sum ends below 1."""
# says: There is no such class
import torch

def by_intervals(p, u):
    return torch.searchsorted(p.cumsum(0), u, right=True)
