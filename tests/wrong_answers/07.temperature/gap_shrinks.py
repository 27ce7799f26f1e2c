"""Decays towards the floor."""
# says: let the gap between 1 and the floor shrink

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return floor + (1 - floor) * math.exp(-rate * step)
