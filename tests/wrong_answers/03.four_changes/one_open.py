"""One bet is missing."""

# status: not attempted
# says: Still open: `times_zero`

four_changes = dict(
    plus_ten="the same", times_ten="further apart", times_zero=..., times_minus_one="the same"
)
