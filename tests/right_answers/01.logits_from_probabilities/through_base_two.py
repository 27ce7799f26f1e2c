"""The logarithm to base 2, in other units."""

import math
import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return p.log2() / math.log2(math.e)
