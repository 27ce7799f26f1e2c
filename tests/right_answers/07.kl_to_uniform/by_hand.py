"""Shifts, exponentiates and sums by hand."""

import math

import torch


def kl_to_uniform(letter_logits):
    shifted = letter_logits - letter_logits.amax(-1, keepdim=True)
    e = shifted.exp()
    total = e.sum(-1)
    return (e * shifted).sum(-1) / total - torch.log(total) + math.log(letter_logits.shape[-1])
