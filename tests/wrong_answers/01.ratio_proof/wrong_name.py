"""The right line under the wrong rule."""

# says: Line 3 does not follow by its rule
# says: The rule that fits is "exp of a sum"

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "cancel"),
)
