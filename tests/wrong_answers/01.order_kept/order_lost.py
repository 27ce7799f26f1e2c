"""Thinks that a smaller score may win."""

# says: Where is $e^x$ above 1?

order_kept = dict(ratio="2.72", newcomer="it stays", order="yes")
