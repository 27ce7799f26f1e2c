"""From the logarithms of the first entries."""

import math

which_powers = [round(math.log(x) / math.log(0.13043904)) for x in (0.0170, 0.0022, 3.7761e-05, 1.4259e-09)]
