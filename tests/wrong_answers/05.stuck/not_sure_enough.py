"""Wrong, but not sure enough."""
# says: still pushes

stuck = [0.0, 3.0]
