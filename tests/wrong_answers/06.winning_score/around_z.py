"""Around the sum of the exps."""
# says: You draw around $Z$ itself
import torch

def winning_score(z, winner, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count,))
    return z.exp().sum() + g
