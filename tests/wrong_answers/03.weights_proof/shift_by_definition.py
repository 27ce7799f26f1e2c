"""Calls the theorem a definition."""

# says: Line 3 does not follow by its rule

from course_utils.derivation import derive, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (softmax(a * x + s * x + b * y + t * y)[i], "expand"),
    (softmax((a * x + b * y) + (s * x + t * y))[i], "rearrange"),
    (softmax(a * x + b * y)[i], "definition"),
)
