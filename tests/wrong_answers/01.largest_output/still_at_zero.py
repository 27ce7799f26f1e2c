"""Moves only its own slider."""

# says: That slider is still in the middle

largest_output = dict(z0=0, z1=2, z2=0, p1=0.7870)
