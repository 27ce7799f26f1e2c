"""torch.distributions."""

import torch


def sample_T(z, T, count):
    return torch.distributions.Categorical(logits=z / T).sample((count,))
