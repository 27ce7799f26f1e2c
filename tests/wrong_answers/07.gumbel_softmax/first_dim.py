"""Softmax over the first dimension."""
# says: Which of them are the classes?
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.softmax((z + g) / tau, 0)
