"""An option of its own."""
# says: can't read your answer to `steepest`
# status: could not run

nudge_bet = dict(others="all four", total="zero", steepest="1/2")
