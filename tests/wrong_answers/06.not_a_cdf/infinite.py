"""Goes to the end of the line."""
# says: one finite number each

not_a_cdf = dict(a=0.0, b=float("inf"))
