"""The shift is an approximation."""

# says: an identity, not an approximation

cures = dict(
    overflow="cured",
    zero_over_zero="cured",
    vanishing="not cured",
    log_zero="not cured",
    all_masked="not cured",
    plus_infinity="not cured",
    price="a small error",
)
