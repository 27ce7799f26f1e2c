"""Always the last dimension."""

# says: always normalize over the last dimension

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    e = z.exp()
    return e / e.sum(-1, keepdim=True)
