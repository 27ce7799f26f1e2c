"""Too short to say anything."""
# says: 15 words at least
# status: not attempted

explain = "It is biased."
