"""log q - log K: the prior's logarithm added instead of taken away."""
# says: the formula takes it *away*
import math

import torch


def kl_to_uniform(letter_logits):
    log_q = torch.log_softmax(letter_logits, -1)
    return (log_q.exp() * (log_q - math.log(log_q.shape[-1]))).sum(-1)
