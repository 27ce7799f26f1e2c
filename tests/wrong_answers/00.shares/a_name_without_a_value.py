"""Uses a name that was never given a value (step 2 of the notebook)."""
# status: could not run
# says: name 'everything' is not defined


def shares(z, dim=-1):
    return z / everything
