"""A rule that this exercise does not have."""

# says: Line 2 does not follow by its rule
# says: no rule called "simplify"

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (1, "simplify"),
)
