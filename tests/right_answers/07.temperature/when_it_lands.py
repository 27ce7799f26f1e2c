"""Asks first whether the floor has been reached."""

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    if rate * step > -math.log(floor):
        return floor
    return 1 / math.exp(rate * step)
