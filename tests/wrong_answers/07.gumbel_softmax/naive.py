"""The naive softmax, which overflows at a small tau."""
# says: What did notebook 02 subtract first?
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    e = ((z + g) / tau).exp()
    return e / e.sum(-1, keepdim=True)
