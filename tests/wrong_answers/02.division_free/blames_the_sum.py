"""Blames the sum."""

# says: all four columns add them up

division_free = dict(culprit="sum", repair="subtracts m first")
