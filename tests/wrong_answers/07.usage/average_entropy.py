"""exp of the average entropy."""
# says: You averaged the *entropies*

import torch


def perplexity(q):
    return torch.special.entr(q).sum(-1).mean(0).exp()
