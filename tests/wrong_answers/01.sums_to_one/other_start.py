"""Proves it of one share."""

# says: The proof starts at

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, p, total, z

sums_to_one = derive(
    p[i],
    (exp(z[i]) / total, "definition"),
    (1, "cancel"),
)
