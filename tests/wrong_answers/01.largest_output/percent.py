"""Answers in percent."""

# says: That looks like percent

largest_output = dict(z0=-2, z1=2, z2=-2, p1=96.47)
