"""Takes the relaxed sample for probabilities."""
# says: It has been drawn already
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    u = torch.rand(count, len(z), device=z.device).clamp(min=1e-12)
    y = torch.softmax((z - (-u.log()).log()) / tau, -1)
    k = torch.multinomial(y, 1)[:, 0]
    return torch.nn.functional.one_hot(k, len(z)).to(z.dtype)
