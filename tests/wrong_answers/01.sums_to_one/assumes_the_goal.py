"""Writes 1 first and works from there."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.softmax_basics.proofs import p, total

sums_to_one = derive(
    Sum(p[i] for i in K),
    (1, "cancel"),
    (total / total, "cancel"),
    (1, "cancel"),
)
