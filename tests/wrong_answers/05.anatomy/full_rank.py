"""K degrees of freedom."""
# says: Softmax takes K numbers

anatomy = dict(sign="no", null="all entries equal", rank=5)
