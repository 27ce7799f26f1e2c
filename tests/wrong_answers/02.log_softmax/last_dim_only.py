"""Ignores dim."""

# says: whatever `dim` says

import torch


def log_softmax(z, dim=-1):
    return torch.log_softmax(z, -1)
