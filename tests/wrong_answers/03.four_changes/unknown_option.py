"""An option that is not offered."""

# status: could not run
# says: I can't read your answer to `times_ten`

four_changes = dict(
    plus_ten="the same", times_ten="sharper", times_zero="all 0.2", times_minus_one="the same"
)
