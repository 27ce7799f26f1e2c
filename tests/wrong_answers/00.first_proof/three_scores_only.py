"""A factor K/3: true for three scores only."""

# says: Line 1 is false
# says: a proof must hold for every K

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (K * Sum(z[k] for k in K) / (3 * total), "constant out of a sum"),
    (1, "cancel"),
)
