"""The first end above u, and class 0 if there is none."""
# says: then `argmax` answers 0
import torch

def by_intervals(p, u):
    return (u[:, None] < p.cumsum(0)).int().argmax(-1)
