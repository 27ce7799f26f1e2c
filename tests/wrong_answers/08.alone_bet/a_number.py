"""A number."""
# says: The options are
# status: could not run

alone_bet = 0
