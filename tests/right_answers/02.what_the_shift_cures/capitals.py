"""Capitals do not matter."""

cures = dict(
    overflow="Cured",
    zero_over_zero="Cured",
    vanishing="not cured",
    log_zero="not cured",
    all_masked="not cured",
    plus_infinity="not cured",
    price="nothing",
)
