"""Gives the share."""
# says: That is how much class 4 gets there

peak = 0.2608
