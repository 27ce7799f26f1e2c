"""Moves the dimension to the end and back."""

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    e = z.exp().movedim(dim, -1)
    return (e / e.sum(-1)[..., None]).movedim(-1, dim)
