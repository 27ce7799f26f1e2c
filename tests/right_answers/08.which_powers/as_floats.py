"""The four, as floats."""

which_powers = [2.0, 3.0, 5.0, 10.0]
