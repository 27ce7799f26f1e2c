"""Takes one over the probabilities."""

# says: It looks as if you take $1/p$

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return 1 / p
