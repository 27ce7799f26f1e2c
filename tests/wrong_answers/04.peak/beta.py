"""Gives beta."""
# says: The temperature is one over it

peak = 0.566
