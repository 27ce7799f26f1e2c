"""A coin."""
# says: Does it not help to be one point ahead?

two_outcomes = 0.5
