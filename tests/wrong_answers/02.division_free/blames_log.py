"""Blames the logarithm."""

# says: What happens when you add 10,000 to it?

division_free = dict(culprit="log", repair="subtracts m first")
