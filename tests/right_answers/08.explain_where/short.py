"""Short, and long enough."""

explain_where = "where picks values, but the log of zero was computed as well and zero times its infinite slope is nan; feed the log a one there"
