"""Cancels and puts the exponentials together at once."""

# says: Line 2 does not follow by its rule
# says: two steps at once

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
