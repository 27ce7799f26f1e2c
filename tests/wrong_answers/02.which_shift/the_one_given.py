"""Takes the shift of the example."""

# says: 150 works

which_shift = dict(smallest=150, largest=253)
