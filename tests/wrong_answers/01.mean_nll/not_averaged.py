"""Returns a loss for each row."""

# says: You return one loss per picture

import torch


def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=-1)
    return -p[torch.arange(len(y), device=y.device), y].log()
