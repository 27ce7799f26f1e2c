"""Compares floats with ==."""

# says: You compare floats exactly


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap, extra = weight_b - weight_a, bias_b - bias_a
    return bool((gap == gap[0]).all()) and bool((extra == extra[0]).all())
