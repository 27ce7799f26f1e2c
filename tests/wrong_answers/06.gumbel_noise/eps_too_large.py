"""A small number, and not small enough."""
# says: Do you add something small to all of them?
import torch

def gumbel_noise(u):
    return -torch.log(-torch.log(u + 1e-10) + 1e-10)
