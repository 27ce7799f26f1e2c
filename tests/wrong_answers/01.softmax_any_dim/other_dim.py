"""Takes dim for the one that stays (right for vectors, crossed for matrices)."""

# says: Rows and columns have changed places

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    if z.dim() == 1:
        return torch.softmax(z, 0)
    return torch.softmax(z, (dim % z.dim() + 1) % z.dim())
