"""Cross-entropy is neither."""
# says: LSE minus a linear function

convex_or_not = dict(lse="convex", cross_entropy="neither", p0="neither", log_p0="concave")
