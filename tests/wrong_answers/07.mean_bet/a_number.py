"""A number where an option is asked."""
# says: can't read your answer to `mean`
# status: could not run

mean_bet = dict(mean=0.52, winner="the same")
