"""Pictures first."""
# says: expected (25000, 1)
import torch

def sample_labels(scores, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count, *scores.shape))
    return (scores + g).argmax(-1).T
