"""Measured with too few draws."""
# says: hundreds of millions of draws

two_outcomes = 0.7318
