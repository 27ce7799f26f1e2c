"""Logs, shifted so that they average to zero."""

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    logs = torch.log(p)
    return logs - logs.mean(dim=-1, keepdim=True)
