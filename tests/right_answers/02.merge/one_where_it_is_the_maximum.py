"""Factor by cases."""

import torch


def merge(m1, d1, m2, d2):
    m = torch.where(m1 > m2, m1, m2)
    f1 = torch.where(m1 == m, torch.ones_like(m), (m1 - m).exp())
    f2 = torch.where(m2 == m, torch.ones_like(m), (m2 - m).exp())
    return m, f1 * d1 + f2 * d2
