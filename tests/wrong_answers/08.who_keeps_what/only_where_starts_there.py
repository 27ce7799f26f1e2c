"""Forgets the shares."""
# says: What is $v^1$ over its sum

who_keeps_what = dict(start="B", sum="A and C", order="A and C", jump="B", shift="A", scale="C")
