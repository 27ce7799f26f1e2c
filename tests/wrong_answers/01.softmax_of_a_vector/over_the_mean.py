"""Divides by the mean of the exponentials."""

# says: divide by the *mean*

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = z.exp()
    return e / e.mean()
