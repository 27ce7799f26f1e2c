"""Answers a question of words with True."""

# says: can't read your answer to `inside`
# status: could not run

exactly_bets = dict(sum="some", inside=False, printed="can't tell")
