"""The first clock that rings."""
import torch

def gumbel_max(z, T, count):
    waits = torch.empty(count, len(z), dtype=torch.float64).exponential_()
    return (waits.log() - z / T).argmin(-1)
