"""The outer letter in the inner sum: the total becomes K times one term."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(exp(z[i]) / Sum(exp(z[i]) for k in K) for i in K), "definition"),
    (Sum(exp(z[i]) for i in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
