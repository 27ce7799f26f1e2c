"""How often the other wins."""
# says: how often the *second* wins

two_outcomes = 0.2689
