"""Refuses negative tau only: non-negative."""
# says: (tau 0)
import torch


def gumbel_softmax(z, tau, g):
    if tau < 0:
        raise ValueError("tau must not be negative")
    return torch.softmax((z + g) / tau, -1)
