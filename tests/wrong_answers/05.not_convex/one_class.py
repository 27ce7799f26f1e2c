"""A single class."""
# says: two classes or more

not_convex = dict(a=[3.0], b=[5.0])
