"""Where it falls by less than a millionth of a millionth."""

not_a_cdf = dict(a=-30, b=-20)
