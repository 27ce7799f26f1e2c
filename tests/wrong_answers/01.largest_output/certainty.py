"""Thinks that the winner gets everything."""

# says: 1 would leave nothing for the other two

largest_output = dict(z0=-2, z1=2, z2=-2, p1=1.0)
