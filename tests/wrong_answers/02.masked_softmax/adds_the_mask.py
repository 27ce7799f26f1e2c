"""Adds -inf to what is masked."""

# says: Padding may hold anything: replace it

import torch


def masked_softmax(z, keep, dim=-1):
    alive = keep.any(dim, keepdim=True)
    mask = torch.zeros_like(z).masked_fill(~keep & alive, -torch.inf)
    return torch.softmax(z + mask, dim) * alive
