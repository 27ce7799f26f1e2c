"""A difference that rounding could explain."""

# says: a skeptic may blame rounding

refute_scale = dict(z=[0.0, 1.0], c=1.001)
