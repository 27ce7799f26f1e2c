"""Written with braces."""

first_nan = {"infinity": "e", "nan": "p", "zero": "a number over inf"}
