"""Term by term."""

why_it_works = (
    "All exponents drop by the same m, so numerator and denominator are both divided by exp(m) and the ratio stays. "
    "The largest exponent is 0, so no exponential is above 1, and one equals 1, so the denominator is between 1 and K. "
    "There is nothing left that could be inf or 0/0."
)
