"""Two points where it is 1 in floats."""
# says: in floats, the same

not_a_cdf = dict(a=-100.0, b=-99.0)
