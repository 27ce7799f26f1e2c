"""Believes the comment, not the code."""

# says: The comment says *positive*

guard = dict(overflow="no", underflow="yes", better="D")
