"""Forgets the noise."""
# says: Where does `g` come in?
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.softmax((z + 0 * g) / tau, -1)
