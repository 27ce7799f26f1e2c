"""Thinks that softmax compares scores by ratio; a bet is recorded all the same."""

four_changes = {
    "plus_ten": "closer together",
    "times_ten": "the same",
    "times_zero": "nan",
    "times_minus_one": "some probabilities are negative",
}
