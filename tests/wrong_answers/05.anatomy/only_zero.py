"""Nothing is sent to 0."""
# says: variance of a number that is always 1

anatomy = dict(sign="no", null="only v = 0", rank=4)
