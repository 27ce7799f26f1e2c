"""The sign of the entropy turned twice."""
# says: Does yours turn it again
import torch


def perplexity(q):
    return (-torch.special.entr(q.mean(0)).sum(-1)).exp()
