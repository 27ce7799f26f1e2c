"""Takes the gap at which the winner rounds to 1."""

# says: the *winner* rounds to exactly 1

underflow_gap = 16.64
