"""log K minus the entropy."""

import math

import torch


def kl_to_uniform(letter_logits):
    K = letter_logits.shape[-1]
    log_q = torch.log_softmax(letter_logits, -1)
    q = log_q.exp()
    return math.log(K) + (q * log_q).sum(-1)
