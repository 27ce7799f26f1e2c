"""Cancels until nothing is left."""

# says: Line 2 is false
# says: It holds when i = j

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (1, "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
