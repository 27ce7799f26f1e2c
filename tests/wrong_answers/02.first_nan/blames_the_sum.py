"""Thinks that the sum overflowed first."""

# says: it was given one

first_nan = dict(infinity="total", nan="p", zero="a number over inf")
