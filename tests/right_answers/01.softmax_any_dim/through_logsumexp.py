"""Subtracts the logsumexp along the dimension."""

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    return (z - z.logsumexp(dim, keepdim=True)).exp()
