"""A clear winner."""
# says: What if the winner

break_sum = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=19.0)
