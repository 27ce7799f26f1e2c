"""Computed with the formula."""

import math

double_floor = math.log(1 + 9 / math.e)
