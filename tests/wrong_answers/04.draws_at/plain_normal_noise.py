"""Standard normal noise on the scores."""
# says: tempting, and not softmax

import torch


def sample_T(z, T, count):
    return (z / T + torch.randn(count, len(z))).argmax(-1)
