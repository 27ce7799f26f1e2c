"""A number."""
# says: Write your answer as text
# status: could not run

explain_where = 0
