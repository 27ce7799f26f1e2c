"""First a factor, then out with it; both totals by the same name."""

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(1 / total * z[n] for n in K), "rearrange"),
    (1 / total * total, "constant out of a sum"),
    (total / total, "rearrange"),
    (1, "cancel"),
)
