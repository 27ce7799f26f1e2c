"""Shares of the scores."""
# says: Two thirds would be the share of the *score*

two_outcomes = 2 / 3
