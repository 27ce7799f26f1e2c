"""A negative c, given first."""

refute_scale = dict(c=-1, z=[1, 2, 3])
