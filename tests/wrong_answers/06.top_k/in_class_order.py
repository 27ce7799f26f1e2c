"""Sorted by class."""
# says: Who came in first?
import torch

def top_k(z, k, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count, len(z)))
    return (z + g).topk(k, -1).indices.sort(-1).values
