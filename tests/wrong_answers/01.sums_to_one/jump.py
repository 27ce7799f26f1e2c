"""From the start to the goal."""

# says: Line 1 does not follow by its rule
# says: jumps from the start to the goal

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.softmax_basics.proofs import p

sums_to_one = derive(
    Sum(p[i] for i in K),
    (1, "definition"),
)
