"""Sampling has no derivative."""
# says: from plain, hard draws

slopes = dict(one_draw="steps", mean="smooth", soften="yes")
