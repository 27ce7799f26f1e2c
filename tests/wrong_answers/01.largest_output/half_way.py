"""Stops before the end."""

# says: Can you go on in that direction?

largest_output = dict(z0=-2, z1=1.5, z2=-2, p1=0.9430)
