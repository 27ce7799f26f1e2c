"""One noise for all draws."""
# says: Do all its draws share one noise?
import torch

def gumbel_max(z, T, count):
    g = -torch.log(-torch.log(torch.rand(len(z))))
    return (z / T + g).argmax(-1).expand(count)
