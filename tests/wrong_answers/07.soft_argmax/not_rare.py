"""The mean is off, but its class is not rare."""
# says: nearly impossible

in_between = [1.0, 0.0, 1.0]
