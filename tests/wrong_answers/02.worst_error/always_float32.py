"""U of float32 for every dtype."""

# says: units of another dtype


def worst_error(p, exact):
    return ((p.double() - exact).abs() / exact).max() / 2.0**-24
