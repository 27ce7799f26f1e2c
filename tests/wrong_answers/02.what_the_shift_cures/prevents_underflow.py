"""The max-shift prevents underflow."""

# says: *more* numerators 0, not fewer

cures = dict(
    overflow="cured",
    zero_over_zero="cured",
    vanishing="cured",
    log_zero="not cured",
    all_masked="not cured",
    plus_infinity="not cured",
    price="nothing",
)
