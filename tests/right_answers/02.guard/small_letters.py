"""Small letters do."""

guard = dict(overflow="No", underflow="NO", better="d")
