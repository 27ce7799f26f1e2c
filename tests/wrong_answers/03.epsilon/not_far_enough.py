"""The right direction, not far enough."""

# says: The direction is right

epsilon = dict(z=[2.0, 1.0, 3.0, 5.0, 4.0], c=-10.0)
