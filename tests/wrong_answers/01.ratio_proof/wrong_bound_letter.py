"""The total is taken over one class K times."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / Sum(exp(z[i]) for k in K)) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
