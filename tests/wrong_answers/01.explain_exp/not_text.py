"""A number instead of a text."""

# says: Write your answer as text
# status: could not run

explain_exp = 2.718
