"""The shift makes log(softmax) safe."""

# says: log-softmax is for

cures = dict(
    overflow="cured",
    zero_over_zero="cured",
    vanishing="not cured",
    log_zero="cured",
    all_masked="not cured",
    plus_infinity="not cured",
    price="nothing",
)
