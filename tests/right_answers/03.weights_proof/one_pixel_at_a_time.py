"""One pixel at a time: two shifts, one after the other."""

from course_utils.derivation import derive, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (softmax(a * x + s * x + (b + t) * y)[i], "expand"),
    (softmax((a * x + (b + t) * y) + s * x)[i], "rearrange"),
    (softmax(a * x + (b + t) * y)[i], "translation invariance"),
    (softmax(a * x + b * y + t * y)[i], "expand"),
    (softmax(a * x + b * y)[i], "translation invariance"),
)
