"""From the start to the goal."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import derive, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (softmax(a * x + b * y)[i], "translation invariance"),
)
