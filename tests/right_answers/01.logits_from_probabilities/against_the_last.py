"""Log-odds against the last class."""

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return torch.log(p / p[..., -1:])
