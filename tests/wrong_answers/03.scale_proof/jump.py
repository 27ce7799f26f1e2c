"""From the start to the goal."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import derive, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (c * log(softmax(z)[i] / softmax(z)[j]), "factor"),
)
