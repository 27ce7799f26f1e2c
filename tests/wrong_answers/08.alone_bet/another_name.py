"""A name that is not asked for."""
# says: There is no question named `much`
# status: could not run

alone_bet = dict(much="a lot")
