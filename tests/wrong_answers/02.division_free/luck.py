"""Thinks that the fourth is lucky."""

# says: That is no luck

division_free = dict(culprit="lse", repair="luck")
