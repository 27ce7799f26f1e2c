"""One experiment is a law."""
# says: about other data?

what_bars_say = dict(furthest=True, noisy=False, best_model=False, law=True)
