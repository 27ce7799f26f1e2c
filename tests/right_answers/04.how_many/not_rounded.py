"""As they come out of the formulas."""

how_many = dict(seen=298.07, told_apart=9255.77)
