"""Proves the ratio the other way round."""

# says: The proof starts at

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[j] / p[i],
    ((exp(z[j]) / total) / (exp(z[i]) / total), "definition"),
    (exp(z[j]) / exp(z[i]), "cancel"),
    (exp(z[j] - z[i]), "exp of a sum"),
)
