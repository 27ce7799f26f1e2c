"""Gumbel(logits, tau), as the comment says."""
# says: a comment in PyTorch's own code
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.softmax(z + tau * g, -1)
