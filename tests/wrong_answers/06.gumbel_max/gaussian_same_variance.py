"""Normal noise of Gumbel's variance."""
# says: near, and wrong for good
import torch

def gumbel_max(z, T, count):
    return (z / T + 1.2825498 * torch.randn(count, len(z))).argmax(-1)
