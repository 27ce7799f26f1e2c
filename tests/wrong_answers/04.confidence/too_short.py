"""Two words."""
# says: Say more
# status: not attempted

confidence = "No, never."
