"""Bets with a list."""

# status: could not run
# says: Answer with a dict

cliff_bet = ["0", "nan", "nan"]
