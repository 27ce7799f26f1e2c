"""Compares the softmax of three random pictures."""

# says: Leave the pictures out

import torch


def same_model(weight_a, bias_a, weight_b, bias_b):
    pictures = torch.randn(3, weight_a.shape[1], generator=torch.Generator().manual_seed(0))
    p, q = (torch.softmax(pictures @ w.T + b, -1) for w, b in ((weight_a, bias_a), (weight_b, bias_b)))
    return bool((p - q).abs().max() < 1e-5)
