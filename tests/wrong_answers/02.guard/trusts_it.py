"""Thinks that the assert stops an overflow."""

# says: `inf >= 0` is true

guard = dict(overflow="yes", underflow="no", better="D")
