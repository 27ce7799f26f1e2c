"""Floor added."""
# says: The floor is added

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return floor + math.exp(-rate * step)
