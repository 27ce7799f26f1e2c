"""Times the inverse temperature."""
import torch


def gumbel_softmax(z, tau, g):
    if tau <= 0:
        raise ValueError("tau must be positive")
    beta = 1 / tau
    return (beta * (g + z)).softmax(-1)
