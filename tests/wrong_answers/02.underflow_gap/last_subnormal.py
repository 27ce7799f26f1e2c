"""149 ln 2."""

# says: that one still lives

import math

underflow_gap = 149 * math.log(2)
