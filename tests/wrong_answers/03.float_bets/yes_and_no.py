"""Answers yes and no."""

# status: could not run
# says: I can't read your answer to `ten_million`

float_bets = dict(ten_million="yes", hundred_million="no", tenths="no", bfloat16="yes")
