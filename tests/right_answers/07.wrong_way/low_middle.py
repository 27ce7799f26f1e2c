"""The dear class nearly out of the race."""

wrong_way = [0.1, -5.0, 0.0]
