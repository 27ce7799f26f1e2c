"""Normal noise."""
# says: *normal* noise
import torch

def gumbel_max(z, T, count):
    return (z / T + torch.randn(count, len(z))).argmax(-1)
