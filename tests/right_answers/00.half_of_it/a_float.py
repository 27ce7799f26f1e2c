"""The score as a float, read off the slider."""

half = 10.0
