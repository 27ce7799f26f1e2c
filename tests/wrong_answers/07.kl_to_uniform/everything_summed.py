"""One number for the whole batch."""
# says: over which dimension do you sum

import math

import torch


def kl_to_uniform(letter_logits):
    K = letter_logits.shape[-1]
    log_q = torch.log_softmax(letter_logits, -1)
    q = log_q.exp()
    return (q * (log_q + math.log(K))).sum()
