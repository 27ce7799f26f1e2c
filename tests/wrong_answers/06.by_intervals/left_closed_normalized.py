"""Ends at exactly 1, and the right ends belong to the intervals."""
# says: `searchsorted` has a switch for it
import torch

def by_intervals(p, u):
    ends = p.cumsum(0)
    return torch.searchsorted(ends / ends[-1], u)
