"""A lead that is a subnormal number."""

almost_zero = [0.0, 1e-40]
