"""From the definition, without a denominator."""

# says: Line 1 is false

from course_utils.derivation import derive, exp, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (exp((a[i] + s) * x + (b[i] + t) * y), "definition"),
    (softmax(a * x + b * y)[i], "definition"),
)
