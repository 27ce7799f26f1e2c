"""An option of its own."""
# says: can't read your answer to `typical`
# status: could not run

tau_bet = dict(typical="explodes", largest="larger")
