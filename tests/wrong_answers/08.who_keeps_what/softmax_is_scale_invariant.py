"""Softmax does not see a scale."""
# says: Doubling the values is doubling alpha there

who_keeps_what = dict(start="B and C", sum="A and C", order="A and C", jump="B", shift="A", scale="A")
