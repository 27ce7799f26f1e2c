"""The sigmoid of the score."""
# says: the sigmoid of 2

two_outcomes = 0.8808
