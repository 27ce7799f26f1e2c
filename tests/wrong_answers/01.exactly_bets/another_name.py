"""Answers a question that was not asked."""

# says: no question named `total`
# status: could not run

exactly_bets = dict(total="some", inside="no", printed="can't tell")
