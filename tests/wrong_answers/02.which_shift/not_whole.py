"""The edges on paper, not whole."""

# says: Which *whole* number

which_shift = dict(smallest=61.2772, largest=253.97)
