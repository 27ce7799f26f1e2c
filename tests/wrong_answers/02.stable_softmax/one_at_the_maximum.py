"""Sets the maximum's exponential to 1: the value is right, and two equal maxima get no slope."""

# says: its gradient is

import torch


def softmax_stable(z, dim=-1):
    s = z - z.max(dim, keepdim=True)[0]
    e = torch.where(s == 0, torch.ones_like(s), s.exp())
    return e * (1 / e.sum(dim, keepdim=True))
