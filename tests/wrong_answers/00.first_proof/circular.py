"""Takes the constant out and puts it back."""

# says: Line 2 does not follow by its rule
# says: This is the first line again

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (Sum(z[k] / total for k in K), "constant out of a sum"),
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
