"""Sign of the exponent."""
# says: hotter with every step

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return max(floor, math.exp(rate * step))
