"""Counts the rows."""
# says: Those are the numbers of the rows

which_powers = [1, 2, 3, 4]
