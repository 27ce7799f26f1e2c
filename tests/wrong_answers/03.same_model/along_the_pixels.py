"""Compares along the pixels, not along the classes."""

# says: compare over dimension 0


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap, extra = weight_b - weight_a, bias_b - bias_a
    return bool((gap - gap[:, :1]).abs().max() < 1e-5) and bool((extra - extra[0]).abs().max() < 1e-5)
