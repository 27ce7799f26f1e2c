"""Every score cancels against its own share of the total."""

# says: Line 1 is false
# says: this one is 2

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] / z[k] for k in K), "cancel"),
    (1, "cancel"),
)
