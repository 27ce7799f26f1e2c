"""The right line under the wrong rule."""

# says: Line 1 does not follow by its rule
# says: The rule that fits is "constant out of a sum"

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] for k in K) / total, "cancel"),
    (1, "cancel"),
)
