"""Starts where the epsilon already shows."""

# says: let the *shift* betray it

epsilon = dict(z=[-30.0, -31.0], c=-5.0)
