"""Straight through the noisy scores: the relaxed sample is left out."""
# says: don't add up to 0
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    x = z - torch.empty(count, len(z), device=z.device).exponential_().log()
    return torch.nn.functional.one_hot(x.argmax(-1), len(z)).to(z.dtype) + (x - x.detach())
