"""Returns a Python float."""

import torch


def worst_error(p, exact):
    unit = torch.finfo(p.dtype).eps / 2
    pairs = zip(p.double().flatten().tolist(), exact.flatten().tolist(), strict=True)
    return max(abs(a - b) / b for a, b in pairs) / unit
