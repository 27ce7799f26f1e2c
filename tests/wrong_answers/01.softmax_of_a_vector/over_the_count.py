"""Divides by the number of classes."""

# says: divide by the *number* of classes

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    return torch.exp(z) / z.shape[0]
