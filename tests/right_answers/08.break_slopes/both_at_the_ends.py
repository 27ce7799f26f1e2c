"""0 and 1: flat already at power 3."""

break_slopes = dict(v=[0.0, 1.0], alpha=3.0)
