"""Multiplies by u."""

# says: You multiply by $u$

import torch


def worst_error(p, exact):
    return ((p.double() - exact).abs() / exact).max() * (torch.finfo(p.dtype).eps / 2)
