"""Nothing."""
# says: Fill in the cell above
# status: not attempted

confidence = "  "
