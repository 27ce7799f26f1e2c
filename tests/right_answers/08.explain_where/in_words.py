"""In other words."""

explain_where = """Both branches run for all entries. Backward, the branch that lost gets a zero and multiplies it by an infinite slope, which is nan. Put another where inside the log, so that log never sees the zero."""
