"""A list of plain numbers, bimodal, with a clear winner."""

in_between = [0, 9.5, 0, 0, 0, 10, 0]
