"""Shifts nothing."""

# says: c = 0 shifts nothing

epsilon = dict(z=[0.0, 1.0], c=0.0)
