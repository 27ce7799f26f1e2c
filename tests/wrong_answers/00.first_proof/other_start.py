"""Starts from what should be its first line."""

# says: The proof starts at
# says: but the statement starts at

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] for k in K) / total,
    (1, "cancel"),
)
