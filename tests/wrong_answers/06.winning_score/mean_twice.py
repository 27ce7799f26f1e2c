"""Adds the mean of the noise."""
# says: It is in the noise already
import torch

def winning_score(z, winner, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count,))
    return torch.logsumexp(z, -1) + 0.5772157 + g
