"""The gap of float64."""

# says: gap of float64

underflow_gap = 745.13
