"""A list instead of named bets."""

# status: could not run
# says: Answer with a dict

four_changes = ["the same", "further apart", "all 0.2", "the same"]
