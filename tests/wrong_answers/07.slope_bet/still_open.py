"""One part still open."""
# says: Still open: `tie`
# status: not attempted

slope_bet = dict(slope="zero", torch="an error", tie=...)
