"""A tensor, clamped."""

import torch


def temperature(step, rate, floor):
    if not floor > 0:
        raise ValueError(f"floor must be positive, not {floor}")
    return torch.exp(torch.tensor(-rate * step, dtype=torch.float64)).clamp(min=floor).item()
