"""Goes one step into 0/0."""

# says: What is 0/0?

which_shift = dict(smallest=62, largest=254)
