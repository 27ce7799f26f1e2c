"""Normal noise of the same strength."""
# says: normal noise of the same strength

two_outcomes = 0.7093
