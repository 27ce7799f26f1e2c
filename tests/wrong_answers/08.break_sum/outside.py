"""Values above 1."""
# says: stay in [0, 1] here

break_sum = dict(v=[1.5, 0.2], alpha=5.0)
