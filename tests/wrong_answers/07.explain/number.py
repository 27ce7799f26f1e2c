"""A number, not a text."""
# says: this is a `float`
# status: could not run

explain = 0.151
