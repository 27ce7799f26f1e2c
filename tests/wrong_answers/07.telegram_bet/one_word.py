"""One option for two questions."""
# says: Answer with a dict
# status: could not run

telegram_bet = "the network"
