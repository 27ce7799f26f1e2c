"""Thinks that floats end at the smallest normal one."""

# says: subnormal

underflow_gap = 87.34
