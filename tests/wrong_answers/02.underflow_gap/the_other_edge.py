"""Takes the edge of overflow for that of underflow."""

# says: The small end is not its mirror image

underflow_gap = 88.72
