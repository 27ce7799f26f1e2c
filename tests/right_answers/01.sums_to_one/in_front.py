"""One over the total, in front of the sum."""

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(1 / total * exp(z[k]) for k in K), "definition"),
    (1 / total * total, "constant out of a sum"),
    (1, "cancel"),
)
