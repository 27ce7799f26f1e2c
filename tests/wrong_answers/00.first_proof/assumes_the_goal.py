"""Writes 1 first and works from there."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (1, "constant out of a sum"),
    (Sum(z[k] for k in K) / total, "cancel"),
    (1, "cancel"),
)
