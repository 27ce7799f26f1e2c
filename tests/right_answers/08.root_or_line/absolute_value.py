"""Gives the root the absolute value, and 1 for zero."""

import torch

def root_or_line(x):
    safe = torch.where(x == 0, torch.ones_like(x), x).abs()
    return torch.where(x > 0, safe**0.5, x)
