"""From the smallest logit to the largest."""

# says: That shift is too small

which_shift = dict(smallest=50, largest=150)
