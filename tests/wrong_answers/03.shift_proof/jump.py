"""From the start to the goal."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import derive, softmax
from course_utils.lessons.invariance.blackboard import c, i, z

shift_proof = derive(
    softmax(z + c)[i],
    (softmax(z)[i], "definition"),
)
