"""Takes the reciprocals."""
# says: a power makes a number between 0 and 1 *larger*

which_powers = [1 / 2, 1 / 3, 1 / 5, 1 / 10]
