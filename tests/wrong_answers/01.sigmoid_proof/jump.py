"""From the start to the goal."""

# says: Line 1 does not follow by its rule
# says: jumps from the start to the goal

from course_utils.derivation import derive, sigmoid
from course_utils.lessons.softmax_basics.proofs import p, z

sigmoid_proof = derive(
    p[2],
    (sigmoid(z[2] - z[1]), "definition"),
)
