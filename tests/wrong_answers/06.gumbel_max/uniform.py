"""Forgets to turn u into noise."""
# says: *uniform* noise
import torch

def gumbel_max(z, T, count):
    return (z / T + torch.rand(count, len(z))).argmax(-1)
