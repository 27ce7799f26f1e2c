"""Cancels the exponential against one term of the total."""

# says: Line 2 is false

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(exp(z[i]) / total for i in K), "definition"),
    (Sum(1 / Sum(exp(z[k]) for k in K if k != i) for i in K), "cancel"),
    (1, "cancel"),
)
