"""Shares of the scores themselves: their sum is 1 too, where it is anything, but they are not softmax."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.softmax_basics.proofs import p, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(z[i] / Sum(z[k] for k in K) for i in K), "definition"),
    (Sum(z[i] for i in K) / Sum(z[k] for k in K), "constant out of a sum"),
    (1, "cancel"),
)
