"""Bets that floats obey the theorem; recorded all the same."""

_same = "as before, to the last bit"
float_bets = dict(ten_million=_same, hundred_million=_same, tenths=_same, bfloat16="different numbers")
