"""Each draw twice."""
# says: its draws are not independent
import torch

def gumbel_max(z, T, count):
    half = count // 2
    g = -torch.log(-torch.log(torch.rand(half, len(z)).clamp(1e-38, 1 - 2.0**-24)))
    return (z / T + g).argmax(-1).repeat_interleave(2)
