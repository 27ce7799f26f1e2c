"""A second value that is nearly 1."""

break_sum = dict(v=[0.99, 0.98], alpha=10.0)
