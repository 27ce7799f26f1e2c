"""Replaces `collect` by one that raises: every later exercise would be lost with it."""
# target: 00.shares

# %% before 00.shares
import course_utils.checking.collect as collecting
import course_utils.checking.exercise as exercises
def collect(exercise, answer, seed):
    raise RuntimeError("poisoned")
collecting.collect = exercises.collect = collect

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()
