"""Blames exp."""

# says: good to a unit or two

division_free = dict(culprit="exp", repair="subtracts m first")
