"""A rule that this exercise does not have."""

# says: Line 2 does not follow by its rule
# says: no rule called "simplify"

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "simplify"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
