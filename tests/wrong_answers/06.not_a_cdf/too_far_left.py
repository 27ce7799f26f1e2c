"""Two points where it is 1 in floats."""
# says: by too little to be seen

not_a_cdf = dict(a=-100.0, b=-99.0)
