"""Sees only the outer product."""
# says: has rank 1

anatomy = dict(sign="no", null="all entries equal", rank=1)
