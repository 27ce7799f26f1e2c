"""The whole old total as the score."""

# says: more than half
half = 15
