"""Average of the perplexities."""
# says: You averaged the perplexities

import torch


def perplexity(q):
    return torch.special.entr(q).sum(-1).exp().mean(0)
