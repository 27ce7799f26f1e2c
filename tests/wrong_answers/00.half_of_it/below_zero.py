"""Drags the wrong way."""

# says: A score below 0
half = -5.0
