"""Logs with zeros masked out, shifted by hand."""

import torch

def sharpen(v, alpha):
    zero = v <= 0
    z = alpha * v.masked_fill(zero, 1.0).log()
    z = z.masked_fill(zero, float("-inf"))
    z = z - z.amax(-1, keepdim=True).detach()
    e = z.exp()
    return e / e.sum(dim=-1, keepdim=True)
