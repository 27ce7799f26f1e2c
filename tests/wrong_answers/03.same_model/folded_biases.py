"""Adds the biases to the weights and compares the sums."""

# says: Weights and biases are two questions


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap = (weight_b - weight_a) + (bias_b - bias_a)[:, None]
    return bool((gap - gap[0]).abs().max() < 1e-5)
