"""One bet for all."""

# status: could not run
# says: Answer with a dict

float_bets = "a third each"
