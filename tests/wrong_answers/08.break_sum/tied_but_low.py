"""A tie, too low."""
# says: The winners are tied, good

break_sum = dict(v=[0.1, 0.1, 0.1], alpha=5.0)
