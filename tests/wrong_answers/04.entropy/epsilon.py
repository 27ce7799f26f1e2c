"""Adds 1e-8 inside the logarithm."""
# says: Did you add a small number inside the logarithm?

import torch


def entropy(z):
    p = torch.softmax(z, -1)
    return -(p * (p + 1e-8).log()).sum(-1)
