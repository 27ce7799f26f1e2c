"""Both ends where p_0 bends upward."""
# says: just as convexity says

not_convex = dict(a=[-4.0, 0.0], b=[0.0, 0.0])
