"""binary_cross_entropy of a sigmoid clamps the logarithm at -100."""
# says: sure of all three pixels, and once wrong
# says: stops at -100

import math

import torch
import torch.nn.functional as F


def elbo(pixel_logits, letter_logits, x):
    pixels = F.binary_cross_entropy(torch.sigmoid(pixel_logits), x, reduction="none")
    log_q = torch.log_softmax(letter_logits, -1)
    kl = (log_q.exp() * (log_q + math.log(log_q.shape[-1]))).sum((-1, -2))
    return -pixels.sum(-1) - kl
