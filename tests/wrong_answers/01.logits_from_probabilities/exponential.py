"""Takes exp for the inverse of softmax."""

# says: It looks as if you take the exponential

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return p.exp()
