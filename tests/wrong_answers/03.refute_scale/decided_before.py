"""The race is decided before it is scaled."""

# says: is the race decided before you scale?

refute_scale = dict(z=[0.0, 50.0], c=2.0)
