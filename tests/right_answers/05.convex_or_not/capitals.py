"""Typed with capitals."""

convex_or_not = dict(lse="Convex", cross_entropy="Convex", p0="Neither", log_p0="Concave")
