"""Would only make the inequality strict."""

# says: `inf > 0`

guard = dict(overflow="no", underflow="no", better="A")
