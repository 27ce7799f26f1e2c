"""Components of softmax are convex."""
# says: That is in print, and it is false

convex_or_not = dict(lse="convex", cross_entropy="convex", p0="convex", log_p0="concave")
