"""Capitals do not matter."""

division_free = dict(culprit="LSE", repair="Subtracts m first")
