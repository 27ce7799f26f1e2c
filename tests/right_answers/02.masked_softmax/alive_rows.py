"""Gives dead rows harmless logits, then takes them away."""

import torch


def masked_softmax(z, keep, dim=-1):
    alive = keep.any(dim, keepdim=True)
    inside = z.masked_fill(~keep, -torch.inf).masked_fill(~alive, 0.0)
    return torch.softmax(inside, dim) * alive
