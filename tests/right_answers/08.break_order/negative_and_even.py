"""A negative value, squared."""

break_order = dict(v=[-3.0, 0.5], alpha=2.0)
