"""Standard normal noise."""
# says: standard normal noise gives

two_outcomes = 0.7602
