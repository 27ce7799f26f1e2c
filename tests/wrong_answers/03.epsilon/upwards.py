"""Looks only upwards."""

# says: Where does it matter more?

epsilon = dict(z=[2.0, 1.0, 3.0, 5.0, 4.0], c=30.0)
