"""Normal noise."""
# says: that *normal* noise gives
import torch


def hard_draws(z, tau, count):
    if tau <= 0:
        raise ValueError("tau must be positive")
    g = torch.randn(count, len(z), device=z.device)
    return torch.nn.functional.one_hot((z + g).argmax(-1), len(z)).to(z.dtype)
