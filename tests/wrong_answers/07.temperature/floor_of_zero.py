"""Lets a floor of 0 in."""
# says: You let a floor of 0 in

import math


def temperature(step, rate, floor):
    return max(floor, math.exp(-rate * step))
