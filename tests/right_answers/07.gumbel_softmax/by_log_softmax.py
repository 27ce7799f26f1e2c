"""By log-softmax, and divided before adding."""
import torch


def gumbel_softmax(z, tau, g):
    if not tau > 0:
        raise ValueError(tau)
    return torch.log_softmax(z / tau + g / tau, dim=-1).exp()
