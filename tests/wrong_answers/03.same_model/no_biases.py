"""Forgets the biases."""

# says: But a bias is a score too


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap = weight_b - weight_a
    return bool((gap - gap[0]).abs().max() < 1e-5)
