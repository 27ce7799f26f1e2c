"""PyTorch's own function, which draws noise of its own."""
# says: The noise is handed to you
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.nn.functional.gumbel_softmax(z.expand_as(g), tau=tau)
