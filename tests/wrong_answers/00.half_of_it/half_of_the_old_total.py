"""Half of 15, as if the total stood still while the score grows."""

# says: 15 was the total with a score of 5
half = 7.5
