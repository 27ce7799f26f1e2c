"""An if instead of max."""

import math


def temperature(step, rate, floor):
    if floor <= 0:
        raise ValueError("the floor must be positive")
    tau = math.exp(-rate * step)
    if tau < floor:
        return floor
    return tau
