"""Noise on probabilities."""
# says: You add the noise to probabilities
import torch

def top_k(z, k, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count, len(z)))
    return (torch.softmax(z, -1) + g).topk(k, -1).indices
