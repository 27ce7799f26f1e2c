"""Compares centered weights and centered biases."""

import torch


def same_model(weight_a, bias_a, weight_b, bias_b):
    def middle(w):
        return w - w.mean(0)

    return torch.allclose(middle(weight_a), middle(weight_b), rtol=0, atol=5e-6) and torch.allclose(
        middle(bias_a), middle(bias_b), rtol=0, atol=5e-6
    )
