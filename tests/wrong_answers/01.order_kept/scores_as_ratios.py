"""Compares the scores instead of their exponentials."""

# says: 5/4 compares the *scores*

order_kept = dict(ratio="1.25", newcomer="it stays", order="no")
