"""A minus in the exponent."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(exp(-z[i]) / total for i in K), "definition"),
    (Sum(exp(z[i]) for i in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
