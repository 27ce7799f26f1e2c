"""Returns the surprise, with its minus sign."""

# says: the sign is turned

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return -torch.log(p)
