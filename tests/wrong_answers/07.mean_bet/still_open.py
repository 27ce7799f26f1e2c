"""One part still open."""
# says: Still open: `winner`
# status: not attempted

mean_bet = dict(mean="below p", winner=...)
