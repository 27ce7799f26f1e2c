"""C is a softmax, so it is shift invariant."""
# says: (0.2, 0.3) are not

who_keeps_what = dict(start="B and C", sum="A and C", order="A and C", jump="B", shift="C", scale="C")
