"""Norm inf of the ratio."""

import math
import torch


def worst_error(p, exact):
    one = torch.tensor(1.0, dtype=p.dtype)
    u = (torch.nextafter(one, torch.tensor(2.0, dtype=p.dtype)) - one).double() / 2
    return torch.linalg.vector_norm((p.to(torch.float64) / exact - 1), ord=math.inf) / u
