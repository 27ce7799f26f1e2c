"""Seven words."""
# says: 15 words at least
# status: not attempted

explain_where = "Because the log of zero is infinite"
