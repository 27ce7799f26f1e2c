"""One true, the rest not."""

what_bars_say = {name: name == "furthest" for name in ("law", "noisy", "best_model", "furthest")}
