"""Three numbers."""
# says: shape (4,) is expected

which_powers = [2, 3, 5]
