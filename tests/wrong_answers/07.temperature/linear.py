"""A straight line."""
# says: a straight line

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return max(floor, 1 - rate * step)
