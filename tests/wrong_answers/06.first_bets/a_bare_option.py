"""One option for three questions."""
# says: Answer with a dict
# status: could not run

first_bets = "no"
