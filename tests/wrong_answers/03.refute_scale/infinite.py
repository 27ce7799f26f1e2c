"""Blames infinity."""

# says: should be finite

refute_scale = dict(z=[0.0, float("inf")], c=2.0)
