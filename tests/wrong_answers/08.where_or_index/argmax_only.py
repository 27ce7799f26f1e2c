"""Only argmax has a gradient."""
# says: Both differentiate the two formulas

where_or_index = dict(gradient="only argmax has one", winner="neither", computed="both")
