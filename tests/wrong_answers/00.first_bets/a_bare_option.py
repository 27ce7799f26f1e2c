"""Answers one question of three, without naming it."""

# status: could not run
# says: Answer with a dict
bets = "1/3"
