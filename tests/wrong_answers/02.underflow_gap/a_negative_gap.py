"""Gives the logit."""

# says: A gap is a distance

underflow_gap = -103.97
