"""Answers a question that was not asked."""

# status: could not run
# says: no question named `cliff`

edge_bet = dict(eights="nan", deep="nan", cliff="nan")
