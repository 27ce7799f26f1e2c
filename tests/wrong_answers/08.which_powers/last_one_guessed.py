"""Three right, and the last one guessed."""
# says: 3 of the four are right

which_powers = [2, 3, 5, 8]
