"""Capitals and blanks do not matter."""

first_nan = dict(infinity="E", nan=" p", zero="A number over inf")
