"""The argmax over pictures."""
# says: gave shape (25000, 10)
import torch

def sample_labels(scores, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count, *scores.shape))
    return (scores + g).argmax(1)
