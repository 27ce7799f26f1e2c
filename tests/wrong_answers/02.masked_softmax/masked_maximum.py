"""Shifts by a maximum that is masked."""

# says: the maximum over *all* logits

import torch


def masked_softmax(z, keep, dim=-1):
    e = torch.where(keep, (z - z.amax(dim, keepdim=True)).exp(), 0.0)
    return e / e.sum(dim, keepdim=True)
