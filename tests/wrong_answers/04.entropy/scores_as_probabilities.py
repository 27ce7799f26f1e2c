"""Takes the scores for probabilities."""
# says: What makes probabilities of them?

import torch


def entropy(z):
    return -torch.special.xlogy(z, z).sum(-1)
