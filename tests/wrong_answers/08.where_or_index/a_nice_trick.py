"""where is differentiable, argmax is not."""
# says: an index needs no gradient

where_or_index = dict(gradient="only where has one", winner="neither", computed="both")
