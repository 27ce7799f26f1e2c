"""KL from the uniform distribution to q."""
# says: Under whom does the ELBO average

import math

import torch


def kl_to_uniform(letter_logits):
    K = letter_logits.shape[-1]
    log_q = torch.log_softmax(letter_logits, -1)
    q = log_q.exp()
    return -log_q.mean(-1) - math.log(K)
