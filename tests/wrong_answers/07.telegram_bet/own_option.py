"""An option of its own."""
# says: can't read your answer to `words`
# status: could not run

telegram_bet = dict(words="k-means", letters="the network")
