"""A list of sentences."""
# says: Write your answer as text
# status: could not run

explain_where = ["Both branches run.", "Zero times infinity."]
