"""Leaves one bet out."""

# says: `opposite` has no answer yet
# status: could not run

first_bets = dict(equal="1/3", dominant="almost 1")
