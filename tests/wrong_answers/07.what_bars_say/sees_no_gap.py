"""Sees no gap on the left."""
# says: How many error bars fit

what_bars_say = dict(furthest=False, noisy=False, best_model=False, law=False)
