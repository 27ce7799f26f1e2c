"""Total over total, seen as such before it cancels; other letters."""

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, total, z

sums_to_one = derive(
    Sum(p[i] for i in K),
    (Sum(exp(z[m]) / Sum(exp(z[n]) for n in K) for m in K), "by definition"),
    (1 / total * Sum(exp(z[m]) for m in K), "constant out of a sum"),
    (total / total, "reorder"),
    (1, "cancel"),
)
