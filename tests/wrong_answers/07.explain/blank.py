"""Nothing but blanks."""
# says: Fill in the cell above
# status: not attempted

explain = "   "
