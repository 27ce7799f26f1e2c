"""Puts 0 in place of a masked logit."""

# says: a masked logit becomes 0

import torch


def masked_softmax(z, keep, dim=-1):
    return torch.softmax(z.masked_fill(~keep, 0.0), dim)
