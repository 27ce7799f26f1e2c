"""One row of noise for all draws of a call."""
# says: Do all its draws share one noise
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    g = -torch.empty(1, len(z), device=z.device).exponential_().log()
    y = torch.softmax((z + g) / tau, -1)
    return (torch.nn.functional.one_hot(y.argmax(-1), len(z)) + (y - y.detach())).expand(count, -1)
