"""Nine temperatures."""
# says: How far apart are the temperatures that you try?

import torch


def fit_temperature(z, y):
    ts = torch.logspace(-1, 1, 9, dtype=torch.float64)
    losses = torch.stack([torch.nn.functional.cross_entropy(z.double() / T, y) for T in ts.tolist()])
    return ts[losses.argmin()].float()
