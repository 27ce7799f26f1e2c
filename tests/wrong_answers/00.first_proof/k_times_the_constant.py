"""Counts the constant once for every term."""

# says: Line 1 is false
# says: the line above is 1, and this one is 2

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (K * Sum(z[k] for k in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
