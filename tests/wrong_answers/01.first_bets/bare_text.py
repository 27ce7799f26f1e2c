"""Gives one option for all three questions."""

# says: Answer with a dict
# status: could not run

first_bets = "1/3"
