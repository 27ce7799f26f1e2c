"""None of the four."""
# says: None of the four is right yet

which_powers = [3, 4, 6, 12]
