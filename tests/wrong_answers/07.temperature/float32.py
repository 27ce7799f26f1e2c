"""A float32 tensor, with its seven digits."""
# says: right to seven digits
import torch


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return torch.exp(torch.tensor(-rate * step)).clamp_min(floor)
