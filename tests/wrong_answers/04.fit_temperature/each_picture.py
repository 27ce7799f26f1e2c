"""A temperature for each picture."""
# says: a single number

import torch


def fit_temperature(z, y):
    return torch.ones(len(z))
