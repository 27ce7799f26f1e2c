"""Returns 1."""
# says: You return 1 whatever the labels are

import torch


def fit_temperature(z, y):
    return torch.tensor(1.0)
