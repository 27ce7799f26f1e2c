"""SciPy, and the NumPy number that it returns."""

import torch
from scipy.optimize import minimize_scalar


def fit_temperature(z, y):
    def loss(T):
        return torch.nn.functional.cross_entropy(z.double() / float(T), y).item()

    return minimize_scalar(loss, bounds=(0.1, 10), method="bounded").x
