"""Noise on probabilities."""
# says: You add the noise to probabilities
import torch

def gumbel_max(z, T, count):
    g = -torch.log(-torch.log(torch.rand(count, len(z)).clamp(1e-38, 1 - 2.0**-24)))
    return (torch.softmax(z / T, -1) + g).argmax(-1)
