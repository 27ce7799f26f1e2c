"""F where Q belongs."""
# says: That is $F(u)$, a probability
import torch

def gumbel_noise(u):
    return torch.exp(-torch.exp(-u))
