"""Compares winners."""

# says: Doubling all scores keeps every winner


def same_model(weight_a, bias_a, weight_b, bias_b):
    a, b = weight_a + bias_a[:, None], weight_b + bias_b[:, None]
    return bool((a.argmax(0) == b.argmax(0)).all())
