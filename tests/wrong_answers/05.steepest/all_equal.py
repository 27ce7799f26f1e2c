"""All classes equal."""
# says: All classes share

steepest = [1.0, 1.0, 1.0]
