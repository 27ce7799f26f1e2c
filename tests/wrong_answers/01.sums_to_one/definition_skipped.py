"""Takes the constant out before anybody can see it."""

# says: Line 1 does not follow by its rule
# says: two steps at once

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(exp(z[i]) for i in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
