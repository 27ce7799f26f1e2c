"""Leaves out one of the three."""

# status: could not run
# says: `third` has no answer yet

cliff_bet = dict(first="0", second="nan")
