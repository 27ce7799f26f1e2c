"""Too short to say anything."""

# says: 30 words at least
# status: not attempted

explain_exp = "Because scores can be negative."
