"""Gives the exponent."""

# says: Is that the exponent?

first_lost = 3
