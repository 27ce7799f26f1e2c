"""Adds the noise to probabilities."""
# says: the noise is added to *probabilities*
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.softmax((torch.softmax(z, -1) + g) / tau, -1)
