"""The tail on the wrong side."""
# says: the long tail points down
import torch

def winning_score(z, winner, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count,))
    return torch.logsumexp(z, -1) - g
