"""The same as floats."""

which_shift = dict(smallest=62.0, largest=253.0)
