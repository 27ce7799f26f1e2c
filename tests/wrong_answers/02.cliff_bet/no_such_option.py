"""Bets on a word that is no option."""

# status: could not run
# says: I can't read your answer to `third`

cliff_bet = dict(first="0", second="nan", third="error")
