"""A list of sentences."""

# status: could not run
# says: Write your answer as text

why_it_failed = ["It overflows.", "Then it is nan."]
