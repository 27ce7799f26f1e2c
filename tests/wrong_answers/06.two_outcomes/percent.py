"""In percent."""
# says: A share, please, between 0 and 1

two_outcomes = 73.11
