"""Takes the logarithm to base 10."""

# says: your logarithm has another base

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return torch.log10(p)
