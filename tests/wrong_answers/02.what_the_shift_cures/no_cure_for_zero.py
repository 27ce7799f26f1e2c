"""Thinks that the sum may still be 0."""

# says: How small can the sum be?

cures = dict(
    overflow="cured",
    zero_over_zero="not cured",
    vanishing="not cured",
    log_zero="not cured",
    all_masked="not cured",
    plus_infinity="not cured",
    price="nothing",
)
