"""Minus Gumbel noise."""
# says: Which sign is missing?
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    u = torch.rand(count, len(z), device=z.device).clamp(min=1e-12)
    return torch.nn.functional.one_hot((z + (-u.log()).log()).argmax(-1), len(z)).to(z.dtype)
