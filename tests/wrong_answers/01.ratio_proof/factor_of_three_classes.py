"""A factor that is 1 for three classes only."""

# says: Line 2 is false
# says: a proof must hold for every K

from course_utils.derivation import K, derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (3 / K * exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
