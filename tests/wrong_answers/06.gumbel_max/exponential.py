"""One logarithm only."""
# says: Which logarithm is missing?
import torch

def gumbel_max(z, T, count):
    return (z / T - torch.rand(count, len(z)).clamp(min=1e-38).log()).argmax(-1)
