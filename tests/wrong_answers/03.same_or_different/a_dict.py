"""A dict instead of text."""

# status: could not run
# says: Write your answer as text

same_or_different = dict(shift="same", scale="different")
