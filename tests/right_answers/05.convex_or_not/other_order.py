"""Another order."""

convex_or_not = {"log_p0": "concave", "p0": "neither", "cross_entropy": "convex", "lse": "convex"}
