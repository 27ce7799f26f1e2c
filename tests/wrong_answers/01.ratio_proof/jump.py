"""From the start to the goal."""

# says: Line 1 does not follow by its rule
# says: jumps from the start to the goal

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, z

ratio_proof = derive(
    p[i] / p[j],
    (exp(z[i] - z[j]), "exp of a sum"),
)
