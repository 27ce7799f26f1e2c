"""Sigmoid of the score of class 1 alone."""

# says: you use $z_1$ alone

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(z[..., 1])
