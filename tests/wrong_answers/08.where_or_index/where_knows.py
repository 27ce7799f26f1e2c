"""where differentiates the choice."""
# says: What is the derivative of True

where_or_index = dict(gradient="the same", winner="where's", computed="both")
