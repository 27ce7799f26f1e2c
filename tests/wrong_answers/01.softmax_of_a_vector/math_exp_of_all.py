"""Gives all scores to math.exp at once."""

# says: the functions of `math` take *one* number
# status: could not run

import math
import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = math.exp(z)
    return e / sum(e)
