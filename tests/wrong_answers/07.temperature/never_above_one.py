"""Keeps tau at 1 or below, whatever the floor."""
# says: a floor above 1
import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    return min(1.0, max(floor, math.exp(-rate * step)))
