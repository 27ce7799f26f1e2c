"""A sum below 1."""
# says: below 1

break_sum = dict(v=[0.01, 0.02], alpha=5.0)
