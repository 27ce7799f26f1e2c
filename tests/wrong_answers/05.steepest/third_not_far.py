"""The third class is too near."""
# says: as undecided as can be

steepest = [0.0, 0.0, -2.0]
