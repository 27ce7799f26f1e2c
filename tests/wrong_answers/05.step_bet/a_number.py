"""A number instead of words."""
# says: can't read your answer to `along`
# status: could not run

step_bet = dict(along=1, against=2, leap=3)
