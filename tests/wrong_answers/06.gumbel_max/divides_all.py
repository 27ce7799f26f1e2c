"""(z + g) / T."""
# says: if it divides noise and scores alike
import torch

def gumbel_max(z, T, count):
    g = -torch.log(-torch.log(torch.rand(count, len(z)).clamp(1e-38, 1 - 2.0**-24)))
    return ((z + g) / T).argmax(-1)
