"""Clamped probability."""

# says: gets below a floor

import torch


def log_softmax(z, dim=-1):
    return torch.softmax(z, dim).clamp(min=1e-30).log()
