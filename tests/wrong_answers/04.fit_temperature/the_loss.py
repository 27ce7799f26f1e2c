"""Returns the smallest loss."""
# says: At which T do you find it?

import torch
import torch.nn.functional as F


def fit_temperature(z, y):
    grid = torch.logspace(-1, 1, 400)
    losses = torch.stack([F.cross_entropy(z / T, y) for T in grid])
    return losses.min()
