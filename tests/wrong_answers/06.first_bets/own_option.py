"""An option of its own."""
# says: can't read your answer to `zero`
# status: could not run

first_bets = dict(normal="no", outsider="the same", zero="once in 2^24")
