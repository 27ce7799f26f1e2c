"""True."""

# status: could not run
# says: Write your answer as text

same_or_different = True
