"""Turns the sign of the exponent."""

# says: your *lowest* score gets the largest share

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = (-z).exp()
    return e / e.sum()
