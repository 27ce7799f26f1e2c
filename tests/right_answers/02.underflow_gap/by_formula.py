"""150 ln 2, from the smallest subnormal."""

import math

underflow_gap = 150 * math.log(2)
