"""Starts at power 1."""
# says: Power 1 leaves all values as they are

which_powers = [1, 5, 10, 20]
