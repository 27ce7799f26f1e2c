"""A single number, whose share is always the whole."""

# says: two scores or more
breaker = [-5.0]
