"""Makes the mean confidence equal to the accuracy."""
# says: is it the *loss* that you make smallest?

import torch
import torch.nn.functional as F


def fit_temperature(z, y):
    grid = torch.logspace(-1, 1, 400)
    losses = torch.stack([(torch.softmax(z / T, -1).amax(-1).mean() - (z.argmax(-1) == y).float().mean()).abs() for T in grid])
    return grid[losses.argmin()]
