"""Takes the 0 for an underflow."""

# says: Its exponential is 5e21

first_nan = dict(infinity="e", nan="p", zero="its exponential is 0")
