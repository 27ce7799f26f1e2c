"""The KL added."""
# says: You add the KL

import math

import torch
import torch.nn.functional as F


def halves(pixel_logits, letter_logits, x):
    log_likelihood = -F.binary_cross_entropy_with_logits(pixel_logits, x, reduction="none")
    log_q = torch.log_softmax(letter_logits, -1)
    return log_likelihood, (log_q.exp() * (log_q + math.log(log_q.shape[-1]))).sum(-1)


def elbo(pixel_logits, letter_logits, x):
    log_likelihood, kl = halves(pixel_logits, letter_logits, x)
    return log_likelihood.sum(-1) + kl.sum(-1)
