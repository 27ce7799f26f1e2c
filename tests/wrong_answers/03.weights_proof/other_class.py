"""Another class at the end."""

# says: Line 3 cannot be read

from course_utils.derivation import derive, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, j, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (softmax(a * x + s * x + b * y + t * y)[i], "expand"),
    (softmax((a * x + b * y) + (s * x + t * y))[i], "rearrange"),
    (softmax(a * x + b * y)[j], "translation invariance"),
)
