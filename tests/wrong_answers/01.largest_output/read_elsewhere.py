"""Reads the bar before the last slider is at its end."""

# says: where the bar in the middle is longest

largest_output = dict(z0=-2, z1=2, z2=-2, p1=0.8668)
