"""One word."""

# status: not attempted
# says: Say more

same_or_different = "y and y - 1 are the same."
