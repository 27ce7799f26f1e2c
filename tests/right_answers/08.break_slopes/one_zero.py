"""A zero below the maximum, and a root."""

break_slopes = dict(v=[0.0, 0.5], alpha=0.5)
