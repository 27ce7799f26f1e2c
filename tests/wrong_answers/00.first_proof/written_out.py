"""Three scores, one by one."""

# says: Line 1 cannot be read
# says: Class 1 is one special class

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    ((z[1] + z[2] + z[3]) / total, "constant out of a sum"),
    (1, "cancel"),
)
