"""Takes the logarithm to base 2."""

# says: your logarithm has base 2

import torch


def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=-1)[torch.arange(len(y), device=y.device), y]
    return -p.log2().mean()
