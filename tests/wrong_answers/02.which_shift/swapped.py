"""The two ends changed places."""

# says: changed places

which_shift = dict(smallest=253, largest=62)
