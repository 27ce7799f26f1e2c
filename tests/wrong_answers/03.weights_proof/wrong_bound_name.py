"""From the definition, with class i in every term of the sum."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (
        exp((a[i] + s) * x + (b[i] + t) * y) / Sum(exp((a[i] + s) * x + (b[i] + t) * y) for k in K),
        "definition",
    ),
    (softmax(a * x + b * y)[i], "definition"),
)
