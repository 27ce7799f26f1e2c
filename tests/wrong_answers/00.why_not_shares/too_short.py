"""Says nothing much."""

# status: not attempted
# says: 12 words at least
why = "Because of negative numbers."
