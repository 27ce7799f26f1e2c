"""Thinks that the total does not cancel."""

# says: But both have the *same* total

order_kept = dict(ratio="it depends on the other scores", newcomer="it shrinks", order="no")
