"""The same vector twice."""
# says: No difference worth a proof

not_convex = dict(a=[3.0, 0.0], b=[3.0, 0.0])
