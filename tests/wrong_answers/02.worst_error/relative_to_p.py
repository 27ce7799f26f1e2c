"""Relative to p."""

# says: You divide by `p`

import torch


def worst_error(p, exact):
    q = p.double()
    return ((q - exact).abs() / q).max() / (torch.finfo(p.dtype).eps / 2)
