"""An infinite power."""
# says: should be finite numbers

break_slopes = dict(v=[0.2, 0.5], alpha=float("inf"))
