"""A better gradient is a better model."""
# says: never seen

what_bars_say = dict(furthest=True, noisy=False, best_model=True, law=False)
