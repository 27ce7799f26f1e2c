"""Built from two lists."""

cured = ("overflow", "zero_over_zero")
not_cured = ("vanishing", "log_zero", "all_masked", "plus_infinity")
cures = {"price": "nothing"} | dict.fromkeys(cured, "cured") | dict.fromkeys(not_cured, "not cured")
