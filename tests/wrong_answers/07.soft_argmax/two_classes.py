"""Two classes only."""
# says: three or more

in_between = [9.0, 9.0]
