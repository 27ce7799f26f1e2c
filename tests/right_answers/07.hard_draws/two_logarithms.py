"""Two logarithms of a uniform, in float64."""
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    u = torch.rand(count, len(z), dtype=torch.float64, device=z.device).clamp(min=1e-300)
    y = torch.softmax((z - (-u.log()).log()) / tau, -1)
    hard = torch.nn.functional.one_hot(y.argmax(-1), len(z)).to(y.dtype)
    return (hard + (y - y.detach())).to(z.dtype)
