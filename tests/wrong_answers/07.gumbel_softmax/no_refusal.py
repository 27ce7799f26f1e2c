"""Allows tau 0, as the docstring says."""
# says: Which line refuses them
import torch


def gumbel_softmax(z, tau, g):
    return torch.softmax((z + g) / tau, -1)
