"""One option for two questions."""
# says: Answer with a dict
# status: could not run

tau_bet = "larger"
