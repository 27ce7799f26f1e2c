"""Softmax(v) is v."""
# says: Is softmax(v) the same as v

who_keeps_what = dict(start="A", sum="A and C", order="A and C", jump="B", shift="A", scale="C")
