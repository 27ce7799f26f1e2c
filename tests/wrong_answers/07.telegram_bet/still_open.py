"""One part still open."""
# says: Still open: `letters`
# status: not attempted

telegram_bet = dict(words="the network", letters=...)
