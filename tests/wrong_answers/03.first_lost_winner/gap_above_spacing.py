"""Takes a lead above the spacing for lost."""

# says: Can two numbers that far apart round to the same float?

first_lost = 100.0
