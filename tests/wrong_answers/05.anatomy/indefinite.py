"""May be negative."""
# says: a mean of squares

anatomy = dict(sign="yes", null="v = p", rank=4)
