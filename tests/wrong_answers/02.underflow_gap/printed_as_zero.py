"""Prints as zero."""

# says: only *printed* as 0

underflow_gap = 9.9
