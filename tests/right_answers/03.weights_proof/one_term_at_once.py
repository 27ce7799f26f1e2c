"""Multiplies out and takes off one shared term after the other."""

from course_utils.derivation import derive, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (softmax(a * x + b * y + s * x + t * y)[i], "expand"),
    (softmax(a * x + b * y + s * x)[i], "translation invariance"),
    (softmax(a * x + b * y)[i], "translation invariance"),
)
