"""Logits taken for log-probabilities."""
# says: only up to a constant

import math

import torch


def kl_to_uniform(letter_logits):
    K = letter_logits.shape[-1]
    log_q = torch.log_softmax(letter_logits, -1)
    q = log_q.exp()
    return (q * (letter_logits + math.log(K))).sum(-1)
