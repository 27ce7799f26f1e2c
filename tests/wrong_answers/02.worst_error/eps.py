"""Takes eps for u."""

# says: a factor 2 off

import torch


def worst_error(p, exact):
    return ((p.double() - exact).abs() / exact).max() / torch.finfo(p.dtype).eps
