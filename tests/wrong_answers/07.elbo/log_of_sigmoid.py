"""Logarithm of a rounded sigmoid."""
# says: A sigmoid rounds to exactly 0 or 1

import math

import torch


def elbo(pixel_logits, letter_logits, x):
    p = torch.sigmoid(pixel_logits)
    log_q = torch.log_softmax(letter_logits, -1)
    kl = (log_q.exp() * (log_q + math.log(log_q.shape[-1]))).sum((-1, -2))
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(-1) - kl
