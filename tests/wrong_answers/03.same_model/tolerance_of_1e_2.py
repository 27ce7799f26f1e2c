"""Allows a thousand times as much as asked for."""

# says: How close is close


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap, extra = weight_b - weight_a, bias_b - bias_a
    return bool((gap - gap[0]).abs().max() < 1e-2) and bool((extra - extra[0]).abs().max() < 1e-2)
