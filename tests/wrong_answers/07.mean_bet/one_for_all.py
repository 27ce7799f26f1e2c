"""One option for two questions."""
# says: Answer with a dict
# status: could not run

mean_bet = "below p"
