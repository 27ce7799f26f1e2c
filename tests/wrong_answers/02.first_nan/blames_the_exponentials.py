"""Takes inf for nan."""

# says: `inf` is not `nan`

first_nan = dict(infinity="e", nan="e", zero="a number over inf")
