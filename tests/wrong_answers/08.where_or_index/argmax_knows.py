"""argmax differentiates the choice."""
# says: An index is a whole number

where_or_index = dict(gradient="the same", winner="argmax's", computed="both")
