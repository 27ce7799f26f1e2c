"""Ends on both sides of the turning point."""
# says: on one side of the turning point

not_convex = dict(a=[-3, 0], b=[3, 0])
