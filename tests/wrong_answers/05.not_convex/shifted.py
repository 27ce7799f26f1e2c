"""Two vectors that softmax cannot tell apart: the midpoint is as high as both ends."""
# says: No difference worth a proof. Two ends

not_convex = dict(a=[1.0, 0.0], b=[8.0, 7.0])
