"""Replaces `Exercise.check` by a function that says nothing."""
# target: 00.shares
# says: cases

# %% before 00.shares
from course_utils.checking.exercise import Exercise
Exercise.check = lambda self, *answer: None

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()
