"""Outside of [0, 1], and still in order."""
# says: so you are close

break_order = dict(v=[1.2, 0.3], alpha=1.0)
