"""From the start to the goal."""

# says: Line 1 does not follow by its rule
# says: jumps from the start to the goal

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (1, "cancel"),
)
