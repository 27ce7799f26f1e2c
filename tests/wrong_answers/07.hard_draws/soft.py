"""Returns the relaxed samples."""
# says: cannot
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    u = torch.rand(count, len(z), device=z.device).clamp(min=1e-12)
    return torch.softmax((z - (-u.log()).log()) / tau, -1)
