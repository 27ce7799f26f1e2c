"""Thinks that the fourth uses float64."""

# says: float32 from end to end

division_free = dict(culprit="lse", repair="uses float64")
