"""Plain lists."""

not_convex = dict(a=[2, 0], b=[1, 0])
