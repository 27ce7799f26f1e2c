"""A negative number to a power that is not whole."""
# says: a `nan` has none

break_order = dict(v=[-0.2, 0.5], alpha=2.5)
