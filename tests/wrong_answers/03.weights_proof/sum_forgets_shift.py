"""From the definition, with a sum that forgets the shift."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (exp((a[i] + s) * x + (b[i] + t) * y) / Sum(exp(a[k] * x + b[k] * y) for k in K), "definition"),
    (softmax(a * x + b * y)[i], "definition"),
)
