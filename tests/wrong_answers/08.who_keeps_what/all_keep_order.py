"""The where-formula always keeps the order."""
# says: You broke B's order yourself

who_keeps_what = dict(start="B and C", sum="A and C", order="all", jump="B", shift="A", scale="C")
