"""The place, and no noise."""
# says: The same answer each time: where is the noise?
import torch

def winning_score(z, winner, count):
    return torch.logsumexp(z, -1).expand(count)
