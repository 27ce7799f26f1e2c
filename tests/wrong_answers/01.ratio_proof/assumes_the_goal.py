"""Calls the theorem the definition, and rearranges it."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, z

ratio_proof = derive(
    p[i] / p[j],
    (exp(z[i] - z[j]), "definition"),
    (exp(-z[j] + z[i]), "rearrange"),
)
