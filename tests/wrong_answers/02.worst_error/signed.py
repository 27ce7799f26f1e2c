"""Forgets the absolute value."""

# says: too small counts as well

import torch


def worst_error(p, exact):
    u = torch.finfo(p.dtype).eps / 2
    return ((p.double() - exact) / exact).max() / u
