"""Ignores dim."""

# says: whatever `dim` says

import torch


def logsumexp(z, dim=-1):
    return torch.logsumexp(z, -1)
