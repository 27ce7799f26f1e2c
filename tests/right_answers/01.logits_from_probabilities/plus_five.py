"""Logs plus a constant of one's own."""

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return 5 + p.log()
