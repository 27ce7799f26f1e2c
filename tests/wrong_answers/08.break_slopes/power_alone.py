"""Only a power."""
# says: a dict with `v` and `alpha`
# status: could not run

break_slopes = dict(alpha=1000.0)
