"""Counts the outputs from 1 and pushes the wrong one."""

# says: Move that slider a little

largest_output = dict(z0=2, z1=-2, z2=-2, p1=0.0177)
