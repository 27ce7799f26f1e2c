"""A power of 0."""
# says: Is there room between 0 and 1

break_order = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=0.0)
