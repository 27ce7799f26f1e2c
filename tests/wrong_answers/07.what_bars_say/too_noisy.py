"""An unbiased gradient is too noisy."""
# says: whom does it leave behind

what_bars_say = dict(furthest=True, noisy=True, best_model=False, law=False)
