"""Takes the nearest end."""
# says: Which class owns the numbers between two ends?
import torch

def by_intervals(p, u):
    return (p.cumsum(0) - u[:, None]).abs().argmin(-1)
