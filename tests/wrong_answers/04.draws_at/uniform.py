"""Ignores the scores."""
# says: Where do the scores come in?

import torch


def sample_T(z, T, count):
    return torch.randint(len(z), (count,))
