"""Around the largest score."""
# says: five runners have five chances
import torch

def winning_score(z, winner, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count,))
    return z.max() + g
