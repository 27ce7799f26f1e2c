"""Seeds inside."""
# says: Do you seed inside
import torch

def gumbel_max(z, T, count):
    torch.manual_seed(0)
    g = -torch.log(-torch.log(torch.rand(count, len(z)).clamp(1e-38, 1 - 2.0**-24)))
    return (z / T + g).argmax(-1)
