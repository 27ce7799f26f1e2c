"""Each is one too low."""
# says: Each is one too low

which_powers = [1, 2, 4, 9]
