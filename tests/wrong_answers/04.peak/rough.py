"""One digit."""
# says: Halve the interval around it

peak = 1.8
