"""Sums over 1 - dim."""

# says: you sum over `1 - dim`
# status: could not run

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    e = z.exp()
    return e / e.sum(1 - dim, keepdim=True)
