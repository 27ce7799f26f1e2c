"""Draws by torch.multinomial, and goes back through softmax(z / tau), which has no noise in it."""
# says: noise and all
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    k = torch.multinomial(torch.softmax(z, -1), count, replacement=True)
    y = torch.softmax(z / tau, -1)
    return torch.nn.functional.one_hot(k, len(z)).to(z.dtype) + (y - y.detach())
