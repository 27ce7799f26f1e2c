"""Returns beta."""
# says: *one over* the right T

import torch


def fit_temperature(z, y):
    ts = torch.logspace(-1, 1, 401, dtype=torch.float64)
    losses = torch.stack([torch.nn.functional.cross_entropy(z.double() / T, y) for T in ts.tolist()])
    return (1 / ts[losses.argmin()]).float()
