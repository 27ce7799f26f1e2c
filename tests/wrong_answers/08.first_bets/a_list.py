"""A list in the place of a dict."""
# says: Answer with a dict
# status: could not run

first_bets = ["all 0.2", "something else", "1/2 each"]
