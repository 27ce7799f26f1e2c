"""Stops at a whole number."""

# says: Two decimals, please

underflow_gap = 104
