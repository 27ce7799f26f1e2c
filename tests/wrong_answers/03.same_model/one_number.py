"""Allows one number for all weights, not one vector for all classes."""

# says: It may be a whole vector


def same_model(weight_a, bias_a, weight_b, bias_b):
    gap, extra = weight_b - weight_a, bias_b - bias_a
    return bool(gap.max() - gap.min() < 1e-5) and bool(extra.max() - extra.min() < 1e-5)
