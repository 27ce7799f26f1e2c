"""Pushes all sliders to the right."""

# says: A third is what it gets

largest_output = dict(z0=-2, z1=2, z2=-2, p1=1 / 3)
