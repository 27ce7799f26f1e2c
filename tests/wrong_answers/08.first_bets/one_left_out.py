"""Two of three."""
# says: The question `tie` has no answer yet
# status: could not run

first_bets = dict(zero="the values", one="the values")
