"""Reads the corner off the sliders."""

largest_output = dict(z0=-2.0, z1=2.0, z2=-2.0, p1=0.9647)
