"""Three tied winners."""

break_sum = dict(v=[0.5, 0.5, 0.5], alpha=20.0)
