"""Both colors by logsigmoid."""

import math

import torch
import torch.nn.functional as F


def elbo(pixel_logits, letter_logits, x):
    pixels = x * F.logsigmoid(pixel_logits) + (1 - x) * F.logsigmoid(-pixel_logits)
    log_q = torch.log_softmax(letter_logits, -1)
    kl = (log_q.exp() * log_q).sum((-1, -2)) + letter_logits.shape[-2] * math.log(letter_logits.shape[-1])
    return pixels.sum(-1) - kl
