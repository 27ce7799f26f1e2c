"""Leaves one bet open."""

# status: not attempted
# says: Still open: `third`

cliff_bet = dict(first="0", second="nan", third=...)
