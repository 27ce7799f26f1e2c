"""An option of its own."""
# says: can't read your answer to `tie`
# status: could not run

slope_bet = dict(slope="zero", torch="zeros", tie=[0.5, 0.5, 0])
