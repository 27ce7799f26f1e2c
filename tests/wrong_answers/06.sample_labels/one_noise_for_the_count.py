"""One noise for all draws."""
# says: Do all its draws share one noise?
import torch

def sample_labels(scores, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample(scores.shape)
    return (scores + g).argmax(-1).expand(count, len(scores))
