"""The smaller of the two."""
# says: Then the floor is a ceiling

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return min(floor, math.exp(-rate * step))
