"""Ignores which class is which."""

# says: whose classes stand in another order


def same_model(weight_a, bias_a, weight_b, bias_b):
    def same(flip):
        gap, extra = weight_b.flip(0) - weight_a, bias_b.flip(0) - bias_a
        if not flip:
            gap, extra = weight_b - weight_a, bias_b - bias_a
        return bool((gap - gap[0]).abs().max() < 1e-5) and bool((extra - extra[0]).abs().max() < 1e-5)

    return same(False) or same(True)
