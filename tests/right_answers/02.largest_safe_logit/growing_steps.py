"""Starts far down and adds ever smaller powers of two while it stays safe."""

import torch


def largest_safe_logit(dtype, count=1):
    x, step = -1024.0, 1024.0
    while step > 2.0**-60:
        trial = torch.tensor(x + step, dtype=dtype)
        if trial.item() == x + step and (count * trial.exp()).isfinite():
            x += step
        step /= 2
    return torch.tensor(x, dtype=torch.float64)
