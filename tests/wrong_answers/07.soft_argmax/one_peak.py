"""One peak: mean and winner agree."""
# says: When does a mean lie where nobody is?

in_between = [1.0, 5.0, 1.0]
