"""Braces."""

what_bars_say = {"furthest": True, "noisy": False, "best_model": False, "law": False}
