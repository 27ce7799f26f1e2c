"""The exponents the wrong way round."""

# says: must get smaller

import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    return m, d1 * (m - m1).exp() + d2 * (m - m2).exp()
