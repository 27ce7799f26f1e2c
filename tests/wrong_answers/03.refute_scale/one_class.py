"""A race of one."""

# says: How many classes does a race need?

refute_scale = dict(z=[5.0], c=2.0)
