"""Power 1, where nothing has happened yet."""
# says: is to be 5 or more here

break_sum = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=1.0)
