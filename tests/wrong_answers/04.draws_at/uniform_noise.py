"""Uniform noise on the scores."""
# says: *uniform* noise

import torch


def sample_T(z, T, count):
    return (z / T + torch.rand(count, len(z))).argmax(-1)
