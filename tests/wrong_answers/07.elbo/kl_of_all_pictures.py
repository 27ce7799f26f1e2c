"""The KLs summed over the batch too."""
# says: Over which dimension do you sum them
import math

import torch


def elbo(pixel_logits, letter_logits, x):
    wrong = torch.nn.functional.binary_cross_entropy_with_logits(pixel_logits, x, reduction="none")
    log_q = torch.log_softmax(letter_logits, -1)
    kl = (log_q.exp() * (log_q + math.log(log_q.shape[-1]))).sum()
    return -wrong.sum(-1) - kl
