"""A grid in float64, and a float64 number back."""

import torch


def fit_temperature(z, y):
    grid = torch.logspace(-1, 1, 400, dtype=torch.float64)
    losses = torch.nn.functional.cross_entropy
    return grid[torch.stack([losses(z.double() / T, y) for T in grid]).argmin()]
