"""Takes g for uniforms, and makes Gumbel noise of it again."""
# says: plain softmax(z)
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.softmax((z - torch.log(-torch.log(g))) / tau, -1)
