"""Gives a list instead of a dict."""

# says: Answer with a dict
# status: could not run

exactly_bets = ["some", "no", "can't tell"]
