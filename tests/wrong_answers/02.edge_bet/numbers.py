"""Bets with numbers."""

# status: could not run
# says: I can't read your answer to `eights`

edge_bet = dict(eights=0, deep=0.5)
