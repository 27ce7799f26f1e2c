"""Takes the mean."""

# says: This is the mean

import torch


def worst_error(p, exact):
    u = torch.finfo(p.dtype).eps / 2
    return ((p.double() - exact).abs() / exact).mean() / u
