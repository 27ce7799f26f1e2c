"""Made of pairs."""

slopes = dict([("one_draw", "steps"), ("mean", "smooth"), ("soften", "no")])
