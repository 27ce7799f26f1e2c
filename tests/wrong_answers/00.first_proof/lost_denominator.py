"""The denominator gets lost on its way out of the sum."""

# says: Line 1 is false
# says: the line above is 1, and this one is 3

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] for k in K), "constant out of a sum"),
    (1, "cancel"),
)
