"""Moves only the middle slider."""

# says: left the other two at 0

largest_output = dict(z0=-2, z1=2, z2=-2, p1=0.7870)
