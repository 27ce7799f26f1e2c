"""A single score."""
# says: at least two scores

almost_zero = [1.0]
