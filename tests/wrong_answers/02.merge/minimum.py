"""The minimum."""

# says: smaller of the two

import torch


def merge(m1, d1, m2, d2):
    m = torch.minimum(m1, m2)
    return m, d1 * (m1 - m).exp() + d2 * (m2 - m).exp()
