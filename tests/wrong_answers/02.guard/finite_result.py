"""Checks that the result is finite."""

# says: Finite and wrong

guard = dict(overflow="no", underflow="no", better="C")
