"""A number."""
# says: Write your answer as text
# status: could not run

confidence = 0.99
