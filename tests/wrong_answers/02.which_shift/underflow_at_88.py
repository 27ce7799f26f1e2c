"""Thinks that exponentials vanish below -88."""

# says: Does the next whole number work

which_shift = dict(smallest=62, largest=238)
