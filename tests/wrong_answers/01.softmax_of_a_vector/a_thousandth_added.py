"""Adds a thousandth to the total, to be safe."""

# says: is something added to the total?

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = z.exp()
    return e / (e.sum() + 1e-3)
