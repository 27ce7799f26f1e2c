"""Leaves out the unit."""

# says: How many times $u$ is it?


def worst_error(p, exact):
    return ((p.double() - exact).abs() / exact).max()
