"""Takes the constant out and cancels at once."""

# says: Line 2 does not follow by its rule
# says: two steps at once

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(exp(z[i]) / total for i in K), "definition"),
    (1, "cancel"),
)
