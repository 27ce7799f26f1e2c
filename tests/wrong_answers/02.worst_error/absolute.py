"""Forgets to divide by the exact value."""

# says: This is the absolute error

import torch


def worst_error(p, exact):
    u = torch.finfo(p.dtype).eps / 2
    return (p.double() - exact).abs().max() / u
