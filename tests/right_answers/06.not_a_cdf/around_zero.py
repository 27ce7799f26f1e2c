"""Two points around 0."""

not_a_cdf = dict(a=-1.0, b=1.0)
