"""Compares each class with its own probability."""
# says: Where does the *second* interval begin?
import torch

def by_intervals(p, u):
    return (p <= u[:, None]).sum(-1).clamp(max=len(p) - 1)
