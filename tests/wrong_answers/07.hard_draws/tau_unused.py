"""Refuses a bad tau, and has no other use for it."""
# says: Yours are those of tau 1
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.nn.functional.gumbel_softmax(z.expand(count, -1), tau=1.0, hard=True)
