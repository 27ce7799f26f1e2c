"""The four powers, from the last row up."""
# says: not each in its own row

which_powers = [10, 5, 3, 2]
