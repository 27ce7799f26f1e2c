"""0 log 0."""
# says: 0 * log 0

import torch


def perplexity(q):
    used = q.mean(0)
    return torch.exp(-(used * used.log()).sum(-1))
