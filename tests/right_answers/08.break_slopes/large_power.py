"""A power of 1000."""

break_slopes = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=1000.0)
