"""Forgets T."""
# says: Is T in your line?
import torch

def gumbel_max(z, T, count):
    waits = torch.empty(count, len(z)).exponential_()
    return (z - waits.log()).argmax(-1)
