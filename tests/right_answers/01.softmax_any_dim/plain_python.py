"""Loops over rows of Python numbers, after the dim was moved to the end."""

import math
import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    moved = z.movedim(dim, -1)
    rows = []
    for row in moved.reshape(-1, moved.shape[-1]).tolist():
        e = [math.exp(score) for score in row]
        rows.append([share / sum(e) for share in e])
    return torch.tensor(rows, dtype=z.dtype).reshape(moved.shape).movedim(-1, dim)
