"""Each element takes part in a single branch."""
# says: Python evaluates both arguments

where_or_index = dict(gradient="the same", winner="neither", computed="one")
