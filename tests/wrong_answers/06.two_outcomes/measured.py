"""Measured with too few draws."""
# says: 20 million draws

two_outcomes = 0.7318
