"""The mean jumps too."""
# says: Is there a step in that?

slopes = dict(one_draw="steps", mean="steps", soften="no")
