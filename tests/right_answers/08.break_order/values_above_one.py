"""Values above 1."""

break_order = dict(v=[1.2, 1.1, 0.3], alpha=3.0)
