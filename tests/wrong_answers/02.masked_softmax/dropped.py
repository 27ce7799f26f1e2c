"""Drops what is masked."""

# says: gone from the row

import torch


def masked_softmax(z, keep, dim=-1):
    return torch.softmax(z[keep], -1)
