"""Refuses 0 and nothing else."""
# says: A floor below 0 is no floor

import math


def temperature(step, rate, floor):
    if floor == 0:
        raise ValueError
    return max(floor, math.exp(-rate * step))
