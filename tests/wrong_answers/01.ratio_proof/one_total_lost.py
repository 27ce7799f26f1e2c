"""Divides only one of the two by the total."""

# says: Line 1 is false

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / exp(z[j]), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
