"""Noise from torch's Gumbel distribution."""
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    g = torch.distributions.Gumbel(0.0, 1.0).sample((count, len(z))).to(z.device)
    y = torch.softmax((z + g) / tau, -1)
    return torch.nn.functional.one_hot(y.argmax(-1), len(z)).to(z.dtype) + (y - y.detach())
