"""Changes the exercise itself: its reference becomes the wrong answer."""
# target: 00.shares
# says: cases

# %% before 00.shares
object.__setattr__(ex.shares.task, "reference", lambda z, dim=-1: z / z.sum())

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()
