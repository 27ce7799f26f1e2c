"""Wants equal biases."""

# says: You allow the weights their shift, and the biases none


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap = weight_b - weight_a
    return bool((gap - gap[0]).abs().max() < 1e-5) and bool((bias_b - bias_a).abs().max() < 1e-5)
