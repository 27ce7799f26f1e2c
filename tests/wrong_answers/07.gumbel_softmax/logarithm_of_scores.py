"""Takes the scores for probabilities, and their logarithm."""
# says: What are scores a logarithm of already
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    return torch.softmax((z.log() + g) / tau, -1)
