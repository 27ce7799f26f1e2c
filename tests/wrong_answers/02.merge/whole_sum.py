"""Goes by way of d e^m, which overflows."""

# says: differences* are safe

import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    total = d1 * m1.exp() + d2 * m2.exp()
    return m, torch.where(total == 0, total, total / m.exp())
