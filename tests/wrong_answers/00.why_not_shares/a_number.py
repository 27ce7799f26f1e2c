"""Answers with a number."""

# status: could not run
# says: Write your answer as text
why = 0
