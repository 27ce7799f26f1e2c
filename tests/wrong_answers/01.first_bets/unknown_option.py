"""Answers with a number of one's own instead of an option."""

# says: The options are
# status: could not run

first_bets = dict(equal="0.33", dominant="almost 1", opposite="0.02 and 0.98")
