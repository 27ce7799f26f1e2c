"""Stable softmax cannot give nan."""

# says: `-inf - -inf` is `nan`
# says: `inf - inf` is `nan`

cures = dict(
    overflow="cured",
    zero_over_zero="cured",
    vanishing="not cured",
    log_zero="not cured",
    all_masked="cured",
    plus_infinity="cured",
    price="nothing",
)
