"""Writes the definition and takes it back."""

# says: Line 2 does not follow by its rule
# says: This is the first line again

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (p[i] / p[j], "definition"),
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
