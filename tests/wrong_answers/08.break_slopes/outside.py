"""Outside of [0, 1]."""
# says: stay in [0, 1] here

break_slopes = dict(v=[-0.2, 0.5], alpha=2.5)
