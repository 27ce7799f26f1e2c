"""The sigmoid as a hyperbolic tangent of half the gap."""

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    half = (z[..., 1] - z[..., 0]) / 2
    return (1 + torch.tanh(half)) / 2
