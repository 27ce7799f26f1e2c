"""Exponentiates and stops."""

# says: What do you still divide by?

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    return z.exp()
