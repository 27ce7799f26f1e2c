"""-inf - -inf where nothing was seen on either side."""

# says: What should two empty summaries merge to

import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    return m, d1 * (m1 - m).exp() + d2 * (m2 - m).exp()
