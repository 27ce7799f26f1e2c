"""Right ends, a false middle."""

# says: Line 2 is false
# says: the line above is 1, and this one is 9

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (Sum(z[k] for k in K) * total, "rearrange"),
    (1, "cancel"),
)
