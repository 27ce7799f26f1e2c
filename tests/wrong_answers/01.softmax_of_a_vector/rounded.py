"""Rounds the outputs to four decimals."""

# says: Your outputs are rounded

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = z.exp()
    return torch.round(e / e.sum(), decimals=4)
