"""Takes the second row of a batch for the second score."""

# says: the second score or the second pair

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(z[1] - z[0])
