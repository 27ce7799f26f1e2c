"""An option that is not offered."""
# says: I can't read your answer to `alone`
# status: could not run

alone_bet = "nothing"
