"""Thinks that a newcomer moves the ratio of the others."""

# says: What is left of it in the ratio?

order_kept = dict(ratio="2.72", newcomer="it grows", order="no")
