"""Calls them all a softmax."""
# says: You broke B's sum yourself

who_keeps_what = dict(start="B and C", sum="all", order="A and C", jump="B", shift="A", scale="C")
