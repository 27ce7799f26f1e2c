"""A number instead of text."""

# status: could not run
# says: Write your answer as text

why_it_failed = 88.7
