"""As they come out of the formulas."""

how_many = dict(seen=298.07, sharp=9255.77)
