"""Gumbel noise, added after dividing."""

import torch


def sample_T(z, T, count):
    u = torch.rand(count, len(z), dtype=torch.float64).clamp_min(1e-300)
    return (z.double() / T - torch.log(-torch.log(u))).argmax(-1)
