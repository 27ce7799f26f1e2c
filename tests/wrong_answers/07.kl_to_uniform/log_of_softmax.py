"""log of probabilities that are zero."""
# says: There is a nan

import math

import torch


def kl_to_uniform(letter_logits):
    q = torch.softmax(letter_logits, -1)
    return (q * (q * q.shape[-1]).log()).sum(-1)
