"""Uses PyTorch's sigmoid and unpacks the pair."""

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    z0, z1 = z.unbind(dim=-1)
    return torch.sigmoid(z1 - z0)
