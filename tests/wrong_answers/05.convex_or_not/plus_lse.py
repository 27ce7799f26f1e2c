"""log p = z + LSE."""
# says: Mind the minus

convex_or_not = dict(lse="convex", cross_entropy="convex", p0="neither", log_p0="convex")
