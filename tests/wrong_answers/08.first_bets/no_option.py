"""An option that is not offered."""
# says: I can't read your answer to `zero`
# status: could not run

first_bets = dict(zero="0", one="the values", tie="1 each")
