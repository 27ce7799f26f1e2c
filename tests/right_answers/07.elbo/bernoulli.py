"""PyTorch's distributions."""

import torch
from torch.distributions import Bernoulli, Categorical, kl_divergence


def elbo(pixel_logits, letter_logits, x):
    q, prior = Categorical(logits=letter_logits), Categorical(logits=torch.zeros_like(letter_logits))
    return Bernoulli(logits=pixel_logits).log_prob(x).sum(-1) - kl_divergence(q, prior).sum(-1)
