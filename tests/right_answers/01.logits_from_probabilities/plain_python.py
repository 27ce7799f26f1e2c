"""A loop over math.log."""

import math
import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return torch.tensor([math.log(share) for share in p.flatten().tolist()], dtype=p.dtype).reshape(p.shape)
