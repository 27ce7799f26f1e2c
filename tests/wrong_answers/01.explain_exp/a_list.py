"""A list of sentences."""

# says: this is a `list`
# status: could not run

explain_exp = ["Scores can be negative.", "Then the share is negative."]
