"""Returns what max returns."""
# says: not a tensor of draws
import torch

def gumbel_max(z, T, count):
    g = -torch.log(-torch.log(torch.rand(count, len(z)).clamp(1e-38, 1 - 2.0**-24)))
    return (z / T + g).max(-1)
