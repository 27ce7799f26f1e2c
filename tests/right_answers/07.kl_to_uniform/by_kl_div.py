"""PyTorch's kl_div, with its arguments the right way round."""

import math

import torch


def kl_to_uniform(letter_logits):
    log_q = torch.log_softmax(letter_logits, -1)
    return torch.nn.functional.kl_div(
        torch.full_like(log_q, -math.log(log_q.shape[-1])), log_q, reduction="none", log_target=True
    ).sum(-1)
