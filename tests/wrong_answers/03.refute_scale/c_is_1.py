"""The one number that does nothing."""

# says: c = 1 is the one number

refute_scale = dict(z=[1.0, 2.0, 3.0], c=1.0)
