"""Gumbel(logits, tau), as the comment says."""
# says: as a comment in PyTorch says
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    g = -torch.empty(count, len(z), device=z.device).exponential_().log()
    return torch.nn.functional.one_hot((z + tau * g).argmax(-1), len(z)).to(z.dtype)
