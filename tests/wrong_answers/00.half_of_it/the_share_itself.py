"""The share, where the score is asked for."""

# says: Which *score* gives it?
half = 0.5
