"""x z - softplus(z)."""

import math

import torch
import torch.nn.functional as F


def elbo(pixel_logits, letter_logits, x):
    log_q = torch.log_softmax(letter_logits, -1)
    kl = (log_q.exp() * (log_q + math.log(log_q.shape[-1]))).flatten(1).sum(1)
    return (x * pixel_logits - F.softplus(pixel_logits)).sum(1) - kl
