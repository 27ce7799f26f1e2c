"""A minus out of nowhere."""

# says: Line 1 is false
# says: differ only in sign

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (-Sum(z[k] for k in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
