"""The winner last."""
# says: Who belongs in column 0?
import torch

def top_k(z, k, count):
    g = torch.distributions.Gumbel(torch.tensor(0.0), torch.tensor(1.0)).sample((count, len(z)))
    return (z + g).argsort(-1)[:, -k:]
