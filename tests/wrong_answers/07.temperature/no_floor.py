"""Annealed to 0."""
# says: Your temperature has no floor

import math


def temperature(step, rate, floor):
    return math.exp(-rate * step)
