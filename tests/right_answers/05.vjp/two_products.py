"""Multiplied out, the inner product by einsum."""

import torch


def softmax_vjp(p, v):
    return p * v - p * torch.einsum("...k,...k->...", p, v).unsqueeze(-1)
