"""One-hot rows instead of class numbers."""
# says: expected (25000,)
import torch

def gumbel_max(z, T, count):
    g = -torch.log(-torch.log(torch.rand(count, len(z)).clamp(1e-38, 1 - 2.0**-24)))
    return torch.nn.functional.one_hot((z / T + g).argmax(-1), len(z))
