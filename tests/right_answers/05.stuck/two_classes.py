"""Two classes, gap 16."""

stuck = [0, 16]
