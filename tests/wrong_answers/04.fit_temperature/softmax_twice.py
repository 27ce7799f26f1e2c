"""Hands probabilities to cross_entropy."""
# says: What do you hand it?

import torch
import torch.nn.functional as F


def fit_temperature(z, y):
    grid = torch.logspace(-1, 1, 400)
    losses = torch.stack([F.cross_entropy(torch.softmax(z / T, -1), y) for T in grid])
    return grid[losses.argmin()]
