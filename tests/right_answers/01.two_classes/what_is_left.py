"""One minus the probability of class 0."""

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    return 1 - 1 / (1 + torch.exp(z[..., 1] - z[..., 0]))
