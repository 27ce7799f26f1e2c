"""A sigmoid for each score."""

# says: One number per pair is wanted

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(z)
