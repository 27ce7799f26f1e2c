"""Leaves a question out."""

# status: could not run
# says: The question `bfloat16` has no answer yet

float_bets = dict(ten_million="nan", hundred_million="nan", tenths="nan")
