"""Thinks that cancelling leaves 0."""

# says: Line 2 is false
# says: this one is 0

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (0, "cancel"),
)
