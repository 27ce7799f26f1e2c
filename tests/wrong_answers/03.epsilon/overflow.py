"""Blames overflow."""

# says: keep z and z + c between -80 and 80

epsilon = dict(z=[0.0, 1.0], c=1000.0)
