"""Always the first dimension."""

# says: always normalize over dimension 0

import torch


def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    e = z.exp()
    return e / e.sum(0, keepdim=True)
