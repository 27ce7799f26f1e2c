"""One part still open."""
# says: Still open: `total`
# status: not attempted

nudge_bet = dict(others="all four", total=..., steepest="near 0")
