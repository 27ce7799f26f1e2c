"""One part still open."""
# says: Still open: `outsider`
# status: not attempted

first_bets = dict(normal="no", outsider=..., zero="yes")
