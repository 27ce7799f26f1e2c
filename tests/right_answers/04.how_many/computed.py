"""Computed."""

import math

p = 0.6364
how_many = dict(seen=math.ceil(math.log(0.05) / math.log(0.99)), sharp=math.ceil(4 * p * (1 - p) * 10_000))
