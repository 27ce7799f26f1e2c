"""Computes in the argument's own memory."""

# says: changed its own argument

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    z.exp_()
    return z / z.sum()
