"""Bets as it comes out."""

four_changes = dict(
    plus_ten="the same",
    times_ten="further apart",
    times_zero="all 0.2",
    times_minus_one="the order is turned round",
)  # noqa: E501
