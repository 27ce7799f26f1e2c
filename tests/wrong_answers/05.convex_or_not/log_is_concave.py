"""LSE is concave, since log is."""
# says: The logarithm alone is concave

convex_or_not = dict(lse="concave", cross_entropy="convex", p0="neither", log_p0="concave")
