"""Reads the bar of another class."""

# says: That is the output of another class

largest_output = dict(z0=-2, z1=2, z2=-2, p1=0.0177)
