"""Checks the steps for inf."""

# says: the *sum* is not

guard = dict(overflow="no", underflow="no", better="B")
