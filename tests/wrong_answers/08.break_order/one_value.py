"""A single value."""
# says: two values or more

break_order = dict(v=[0.4], alpha=0.5)
