"""Moves dim to the end and leaves it there."""

# says: What undoes the move?

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    e = z.exp().movedim(dim, -1)
    return e / e.sum(-1, keepdim=True)
